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
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

class EventFormatTests {

    private static final Instant APPENDED = Instant.parse("2025-03-26T02:05:00Z");

    private final ActivityEvent event = new ActivityEvent(
            URI.create("/session-service"),
            "0195d05e-7c00-7000-8000-000000000001",
            "0195d05e-7c00-7000-8000-0000000000aa",
            Instant.parse("2025-03-26T02:00:00Z"),
            Instant.parse("2025-03-26T02:00:01.250Z"),
            new CitizenAssisted(
                    "binh-dan-hoc-vu-so-2025",
                    "25942",
                    "tri-thuc-tre",
                    "chu-ky-so-ca-nhan",
                    CitizenAssisted.Channel.ONE_STOP,
                    CitizenAssisted.Outcome.COMPLETED,
                    3));

    @Test
    void writesTheApprovedExample() throws IOException {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        assertThat(new String(sent.value(), StandardCharsets.UTF_8)).isEqualTo(approved());
        Map<String, String> headers = new TreeMap<>();
        sent.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "0195d05e-7c00-7000-8000-000000000001",
                        "ce_source", "/session-service",
                        "ce_type", "vn.bdhvs.citizen-assisted.v1",
                        "ce_subject", "0195d05e-7c00-7000-8000-0000000000aa",
                        "ce_time", "2025-03-26T02:00:00Z",
                        "ce_recordedtime", "2025-03-26T02:00:01.250Z",
                        "ce_partitionkey", "0195d05e-7c00-7000-8000-0000000000aa",
                        "ce_dataschema", "https://schemas.bdhvs.vn/citizen-assisted.v1.json",
                        "content-type", "application/json"));
        assertThat(sent.topic()).isEqualTo("citizen-assisted");
        assertThat(sent.key()).isEqualTo("0195d05e-7c00-7000-8000-0000000000aa");
    }

    @Test
    void writesDataThatItsSchemaAllows() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        new ClassPathResource("vn/bdhvs/event/citizen-assisted.v1.json")
                                .getContentAsString(StandardCharsets.UTF_8),
                        InputFormat.JSON);
        assertThat(schema.validate(approved(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(approved().replace(":3", ":0"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void readsBackWhatItWrote() {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        assertThat(EventFormat.read(sent.headers(), sent.value(), APPENDED)).isEqualTo(event);
    }

    @Test
    void readsStructuredMode() {
        ProducerRecord<Void, byte[]> sent = KafkaMessageFactory.createWriter("citizen-assisted")
                .writeStructured(EventFormat.toCloudEvent(event), JsonFormat.CONTENT_TYPE);
        assertThat(EventFormat.read(sent.headers(), sent.value(), APPENDED)).isEqualTo(event);
    }

    @Test
    void takesTheAppendTimeWhereThereIsNoRecordedTime() {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        sent.headers().remove("ce_recordedtime");
        assertThat(EventFormat.read(sent.headers(), sent.value(), APPENDED).recordedTime())
                .isEqualTo(APPENDED);
    }

    @Test
    void ignoresFieldsOfANewerEmitter() throws IOException {
        byte[] newer = approved()
                .replace("{\"campaign\"", "{\"weather\":\"sunny\",\"campaign\"")
                .getBytes();
        assertThat(EventFormat.read(EventFormat.toRecord(event).headers(), newer, APPENDED))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":3            | :\"3\"       | invalid-data",
                ":3            | :3.5         | invalid-data",
                ":3            | :null        | invalid-data",
                ":3}           | :3}}         | invalid-data",
                "\"unit\"      | \"place\"    | invalid-data",
                "\"25942\"     | 25942        | invalid-data",
                "\"one-stop\"  | \"shop\"     | invalid-data",
                "\"one-stop\"  | 1            | invalid-data",
                "{             | [            | invalid-data",
            })
    void refusesDataThatIsNotOfTheContract(String right, String wrong, String reason) throws IOException {
        byte[] data = approved().replace(right, wrong).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EventFormat.read(EventFormat.toRecord(event).headers(), data, APPENDED))
                .isInstanceOfSatisfying(
                        InvalidEvent.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "ce_id, unreadable",
        "ce_source, unreadable",
        "ce_type, unreadable",
        "ce_specversion, unreadable",
        "ce_subject, missing-attribute",
        "ce_time, missing-attribute"
    })
    void refusesAnEventWithoutItsAttributes(String header, String reason) {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        sent.headers().remove(header);
        assertThatThrownBy(() -> EventFormat.read(sent.headers(), sent.value(), APPENDED))
                .isInstanceOfSatisfying(
                        InvalidEvent.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "ce_type, vn.bdhvs.unheard-of.v1, unknown-type",
        "ce_time, yesterday, unreadable",
        "ce_recordedtime, later, invalid-attribute"
    })
    void refusesAttributesThatMakeNoSense(String header, String value, String reason) {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        sent.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> EventFormat.read(sent.headers(), sent.value(), APPENDED))
                .isInstanceOfSatisfying(
                        InvalidEvent.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void refusesARecordWithoutValueOrHeaders() {
        assertThatThrownBy(() -> EventFormat.read(EventFormat.toRecord(event).headers(), null, APPENDED))
                .isInstanceOf(InvalidEvent.class);
        assertThatThrownBy(() -> EventFormat.read(new RecordHeaders(), "hello".getBytes(), APPENDED))
                .isInstanceOf(InvalidEvent.class);
    }

    private static String approved() throws IOException {
        return new ClassPathResource("vn/bdhvs/event/citizen-assisted.approved.json")
                .getContentAsString(StandardCharsets.UTF_8)
                .strip();
    }
}
