package vn.bdhvs.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RetractionFormatTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant APPENDED = Instant.parse("2025-03-28T01:00:05Z");
    private static final Instant LATER = Instant.parse("2025-03-28T01:00:00Z");

    private final ActivityEvent event = eventOf(new CitizenAssisted(
            "binh-dan-hoc-vu-so-2025",
            "25942",
            "tri-thuc-tre",
            "chu-ky-so-ca-nhan",
            CitizenAssisted.Channel.ONE_STOP,
            CitizenAssisted.Outcome.COMPLETED,
            3));
    private final ActivityEvent retraction = event.retraction(URI.create("/desk"), "r-1", LATER);

    private static ActivityEvent eventOf(Activity activity) {
        return new ActivityEvent(
                URI.create("/session-service"),
                "0195d05e-7c00-7000-8000-000000000001",
                "0195d05e-7c00-7000-8000-0000000000aa",
                Instant.parse("2025-03-26T02:00:00Z"),
                Instant.parse("2025-03-26T02:00:01.250Z"),
                activity);
    }

    @Test
    void writesTheApprovedExample() throws IOException {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(retraction);
        String data = new String(sent.value(), StandardCharsets.UTF_8);
        assertThat(data).isEqualTo(resource("activity-retracted.approved.json").strip());
        assertThat(sent.topic()).isEqualTo("citizen-assisted");
        assertThat(sent.key()).isEqualTo(event.subject());
        Map<String, String> headers = new TreeMap<>();
        sent.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .containsEntry("ce_type", "vn.bdhvs.activity-retracted.v1")
                .containsEntry("ce_subject", event.subject())
                .containsEntry("ce_time", "2025-03-28T01:00:00Z")
                .containsEntry("ce_recordedtime", "2025-03-28T01:00:00Z")
                .containsEntry("ce_dataschema", "https://schemas.bdhvs.vn/activity-retracted.v1.json");
        assertThat(schema().validate(data, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("vn.bdhvs.event.EventFormatTests#everyKind")
    void readsBackWhatItWrote(Activity activity) {
        ActivityEvent written = eventOf(activity).retraction(URI.create("/desk"), "r-1", LATER);
        ProducerRecord<String, byte[]> binary = EventFormat.toRecord(written);
        assertThat(EventFormat.read(binary.headers(), binary.value(), APPENDED)).isEqualTo(written);
        ProducerRecord<Void, byte[]> structured = KafkaMessageFactory.createWriter(activity.kafkaTopic())
                .writeStructured(EventFormat.toCloudEvent(written), JsonFormat.CONTENT_TYPE);
        assertThat(EventFormat.read(structured.headers(), structured.value(), APPENDED))
                .isEqualTo(written);
    }

    @Test
    void isWhatItTakesBackWhoeverTakesItBack() {
        assertThat(retraction.sign()).isEqualTo(-1);
        assertThat(retraction.time()).isEqualTo(event.time());
        assertThat(retraction.identity())
                .isEqualTo("retracted: " + event.identity())
                .isEqualTo(
                        event.retraction(URI.create("/other"), "r-2", APPENDED).identity());
    }

    /** Else an event could have the identity of another one's retraction, and keep it from being counted. */
    @Test
    void noEventHasTheIdentityOfARetraction() {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        sent.headers()
                .remove("ce_source")
                .remove("ce_id")
                .add("ce_source", "retracted:".getBytes(StandardCharsets.UTF_8))
                .add("ce_id", "/session-service x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> EventFormat.read(sent.headers(), sent.value(), APPENDED))
                .isInstanceOf(InvalidEvent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source | 7",
                "source | \"\"",
                "id | \" \"",
                "source | \"no reference\"",
                "id | null",
                "type | \"vn.bdhvs.activity-retracted.v1\"",
                "time | \"yesterday\"",
                "data | null",
                "data | []",
                "data | {}"
            })
    void refusesARetractionOfNothingThatCanBe(String property, String value) {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(retraction);
        ObjectNode data = (ObjectNode) JSON.readTree(sent.value());
        data.set(property, JSON.readTree(value));
        assertThatThrownBy(() -> EventFormat.read(sent.headers(), JSON.writeValueAsBytes(data), APPENDED))
                .isInstanceOf(InvalidEvent.class);
        data.remove(property);
        assertThatThrownBy(() -> EventFormat.read(sent.headers(), JSON.writeValueAsBytes(data), APPENDED))
                .isInstanceOf(InvalidEvent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "{"})
    void refusesDataThatIsNoObject(String data) {
        assertThatThrownBy(() -> EventFormat.read(
                        EventFormat.toRecord(retraction).headers(), data.getBytes(StandardCharsets.UTF_8), APPENDED))
                .isInstanceOf(InvalidEvent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "id"})
    void takesAnIdentityOfAThousandCharactersEachAndNoLonger(String property) {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(retraction);
        ObjectNode data = (ObjectNode) JSON.readTree(sent.value());
        data.put(property, "x".repeat(1_000));
        EventFormat.read(sent.headers(), JSON.writeValueAsBytes(data), APPENDED);
        data.put(property, "x".repeat(1_001));
        assertThatThrownBy(() -> EventFormat.read(sent.headers(), JSON.writeValueAsBytes(data), APPENDED))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("data." + property);
    }

    @Test
    void refusesToTakeBackARetraction() {
        assertThatThrownBy(() -> retraction.retraction(URI.create("/desk"), "r-2", LATER))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("activity-retracted.v1.json"), InputFormat.JSON);
    }

    private static String resource(String name) throws IOException {
        return new ClassPathResource("vn/bdhvs/event/" + name).getContentAsString(StandardCharsets.UTF_8);
    }
}
