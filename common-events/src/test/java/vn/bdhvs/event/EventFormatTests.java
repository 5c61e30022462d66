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
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventFormatTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant APPENDED = Instant.parse("2025-03-26T02:05:00Z");

    private static final String CAMPAIGN = "binh-dan-hoc-vu-so-2025";

    private final ActivityEvent event = eventOf(new CitizenAssisted(
            CAMPAIGN,
            "25942",
            "tri-thuc-tre",
            "chu-ky-so-ca-nhan",
            CitizenAssisted.Channel.ONE_STOP,
            CitizenAssisted.Outcome.COMPLETED,
            3));

    private static ActivityEvent eventOf(Activity activity) {
        return new ActivityEvent(
                URI.create("/session-service"),
                "0195d05e-7c00-7000-8000-000000000001",
                "0195d05e-7c00-7000-8000-0000000000aa",
                Instant.parse("2025-03-26T02:00:00Z"),
                Instant.parse("2025-03-26T02:00:01.250Z"),
                activity);
    }

    /** One of every kind; the approved examples say the same. */
    static Stream<Activity> everyKind() {
        return Stream.of(
                new VolunteerRegistered(CAMPAIGN, "25942", "ky-su-tre"),
                new ClassHeld(
                        CAMPAIGN,
                        "724",
                        "binh-dan-hoc-vu-so",
                        "cong-cu-ai",
                        ClassHeld.Mode.IN_PERSON,
                        90,
                        new ClassHeld.Learners(28, 12, null, 4),
                        2),
                new CitizenAssisted(
                        CAMPAIGN,
                        "25942",
                        "tri-thuc-tre",
                        "chu-ky-so-ca-nhan",
                        CitizenAssisted.Channel.ONE_STOP,
                        CitizenAssisted.Outcome.COMPLETED,
                        3),
                new NilReported(CAMPAIGN, "25942", LocalDate.of(2025, 3, 26)));
    }

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

    @ParameterizedTest
    @MethodSource("everyKind")
    void writesEveryKindAsApproved(Activity activity) throws IOException {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(eventOf(activity));
        String data = new String(sent.value(), StandardCharsets.UTF_8);
        assertThat(data).isEqualTo(approved(activity));
        assertThat(sent.headers().lastHeader("ce_type").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("vn.bdhvs." + sent.topic() + ".v1");
        assertThat(schemaOf(activity).validate(data, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void readsBackWhatItWrote(Activity activity) {
        ActivityEvent written = eventOf(activity);
        ProducerRecord<String, byte[]> binary = EventFormat.toRecord(written);
        assertThat(EventFormat.read(binary.headers(), binary.value(), APPENDED)).isEqualTo(written);
        ProducerRecord<Void, byte[]> structured = KafkaMessageFactory.createWriter(activity.kafkaTopic())
                .writeStructured(EventFormat.toCloudEvent(written), JsonFormat.CONTENT_TYPE);
        assertThat(EventFormat.read(structured.headers(), structured.value(), APPENDED))
                .isEqualTo(written);
    }

    /** What the schema requires the reader requires too: each required property, left out, is missed by both. */
    @ParameterizedTest
    @MethodSource("everyKind")
    void requiresWhatTheSchemaRequires(Activity activity) throws IOException {
        JsonNode schema = JSON.readTree(new ClassPathResource(schemaFile(activity)).getContentAsByteArray());
        for (JsonNode required : schema.get("required")) {
            ObjectNode data = (ObjectNode) JSON.readTree(approved(activity));
            data.remove(required.stringValue());
            assertRefused(activity, data);
            data.putNull(required.stringValue());
            assertRefused(activity, data);
        }
    }

    private static void assertRefused(Activity activity, ObjectNode data) throws IOException {
        assertThat(schemaOf(activity).validate(data.toString(), InputFormat.JSON))
                .as(data.toString())
                .isNotEmpty();
        assertThatThrownBy(() -> EventFormat.read(
                        EventFormat.toRecord(eventOf(activity)).headers(),
                        data.toString().getBytes(StandardCharsets.UTF_8),
                        APPENDED))
                .as(data.toString())
                .isInstanceOfSatisfying(
                        InvalidEvent.class, e -> assertThat(e.reason()).isEqualTo("invalid-data"));
    }

    @Test
    void keepsAGroupThatWasNotCountedApartFromNobody() {
        ClassHeld held = (ClassHeld) everyKind().toList().get(1);
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(eventOf(held));
        assertThat(new String(sent.value(), StandardCharsets.UTF_8)).doesNotContain("female");
        byte[] nobody = new String(sent.value(), StandardCharsets.UTF_8)
                .replace("\"over60\":4", "\"over60\":0")
                .getBytes(StandardCharsets.UTF_8);
        ClassHeld read =
                (ClassHeld) EventFormat.read(sent.headers(), nobody, APPENDED).activity();
        assertThat(read.learners()).isEqualTo(new ClassHeld.Learners(28, 12, null, 0));
    }

    @Test
    void carriesTheHashOfAReferenceAndNotTheReference() {
        String hash = new ClientReferences("a secret of this installation")
                .hash("district-724", "0912345678")
                .orElseThrow();
        ActivityEvent referenced = new ActivityEvent(
                event.source(),
                event.id(),
                event.subject(),
                event.time(),
                event.recordedTime(),
                event.activity(),
                hash);
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(referenced);
        assertThat(sent.headers().lastHeader("ce_referencehash").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(hash)
                .doesNotContain("0912345678");
        assertThat(EventFormat.read(sent.headers(), sent.value(), APPENDED)).isEqualTo(referenced);
        assertThat(new ClientReferences("another secret of another one").hash("district-724", "0912345678"))
                .isPresent()
                .get()
                .isNotEqualTo(hash);
        assertThat(new ClientReferences(null).hash("district-724", "0912345678"))
                .isEmpty();
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
        "ce_recordedtime, later, invalid-attribute",
        "ce_recordedtime, +999999999-12-31T23:59:59Z, invalid-attribute",
        "ce_time, +999999999-12-31T23:59:59Z, invalid-attribute"
    })
    void refusesAttributesThatMakeNoSense(String header, String value, String reason) {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        sent.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> EventFormat.read(sent.headers(), sent.value(), APPENDED))
                .isInstanceOfSatisfying(
                        InvalidEvent.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_subject", "ce_referencehash"})
    void takesAttributesOfAThousandCharactersAndNoLonger(String header) {
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        sent.headers().remove(header).add(header, "x".repeat(1_000).getBytes(StandardCharsets.UTF_8));
        EventFormat.read(sent.headers(), sent.value(), APPENDED);
        sent.headers().remove(header).add(header, "x".repeat(1_001).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> EventFormat.read(sent.headers(), sent.value(), APPENDED))
                .isInstanceOfSatisfying(
                        InvalidEvent.class, e -> assertThat(e.reason()).isEqualTo("invalid-attribute"))
                .hasMessageContaining("'" + header.substring("ce_".length()) + "' has 1001 characters");
    }

    @Test
    void refusesARecordWithoutValueOrHeaders() {
        assertThatThrownBy(() -> EventFormat.read(EventFormat.toRecord(event).headers(), null, APPENDED))
                .isInstanceOf(InvalidEvent.class);
        assertThatThrownBy(() -> EventFormat.read(new RecordHeaders(), "hello".getBytes(), APPENDED))
                .isInstanceOf(InvalidEvent.class);
    }

    @Test
    void refusesAStructuredEventWhereverItIsCut() {
        ProducerRecord<Void, byte[]> structured = structured();
        for (int length = 0; length < structured.value().length; length++) {
            byte[] cut = Arrays.copyOf(structured.value(), length);
            assertThatThrownBy(() -> EventFormat.read(structured.headers(), cut, APPENDED))
                    .as(new String(cut, StandardCharsets.UTF_8))
                    .isInstanceOf(InvalidEvent.class);
        }
    }

    /** Anything else that is thrown would have the reader try the same record for ever. */
    @Test
    void eitherReadsOrRefusesWhateverBytesAreSpoilt() {
        Random random = new Random(20250326);
        ProducerRecord<String, byte[]> binary = EventFormat.toRecord(event);
        for (ProducerRecord<?, byte[]> sent : List.of(binary, structured())) {
            for (int round = 0; round < 2_000; round++) {
                byte[] spoilt = sent.value().clone();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
                }
                RecordHeaders headers = new RecordHeaders();
                for (Header header : sent.headers()) {
                    byte[] value = header.value().clone();
                    switch (random.nextInt(40)) {
                        case 0 -> value = null;
                        case 1 -> value = new byte[0];
                        case 2 -> value[random.nextInt(value.length)] = (byte) random.nextInt();
                        default -> {}
                    }
                    headers.add(header.key(), value);
                }
                try {
                    EventFormat.read(headers, spoilt, APPENDED);
                } catch (InvalidEvent e) {
                    assertThat(e.reason()).isNotBlank();
                }
            }
        }
    }

    private ProducerRecord<Void, byte[]> structured() {
        return KafkaMessageFactory.createWriter(event.activity().kafkaTopic())
                .writeStructured(EventFormat.toCloudEvent(event), JsonFormat.CONTENT_TYPE);
    }

    private static String approved() throws IOException {
        return approved(everyKind().toList().get(2));
    }

    private static String approved(Activity activity) throws IOException {
        return new ClassPathResource("vn/bdhvs/event/%s.approved.json".formatted(activity.kafkaTopic()))
                .getContentAsString(StandardCharsets.UTF_8)
                .strip();
    }

    private static String schemaFile(Activity activity) {
        return "vn/bdhvs/event/%s.v1.json".formatted(activity.kafkaTopic());
    }

    private static Schema schemaOf(Activity activity) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        new ClassPathResource(schemaFile(activity)).getContentAsString(StandardCharsets.UTF_8),
                        InputFormat.JSON);
    }
}
