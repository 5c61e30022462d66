package vn.bdhvs.analytics.rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.NOON;
import static vn.bdhvs.analytics.SentEvents.classHeld;
import static vn.bdhvs.analytics.SentEvents.structured;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.local.TestPlatform;

/** A third party puts its events on Kafka itself. Each test is a source of its own. */
class RejectionsTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REJECTIONS = "/api/v1/rejections";

    private static SentEvents events;

    private final String source = "/districts/718/" + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private BindingsLifecycleController bindings;

    private Api operator;

    @BeforeAll
    static void connect() {
        events = new SentEvents(TestPlatform.brokers());
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    @BeforeEach
    void logIn() {
        operator = Api.as("operator", port);
    }

    private ActivityEvent event(String unit) {
        ActivityEvent event =
                classHeld(unit, ClassHeld.Mode.IN_PERSON, new ClassHeld.Learners(30, null, null, null), NOON, NOON);
        return new ActivityEvent(
                URI.create(source), event.id(), event.subject(), event.time(), event.recordedTime(), event.activity());
    }

    /** A sound record of the unit, but for these headers (null takes one away) and this value. */
    private RecordMetadata send(String unit, Map<String, String> headers, byte[] value) {
        ProducerRecord<String, byte[]> sound = EventFormat.toRecord(event(unit));
        RecordHeaders changed = new RecordHeaders(sound.headers());
        headers.forEach((name, text) -> changed.remove(name).add(name, text.getBytes(StandardCharsets.UTF_8)));
        return events.send(new ProducerRecord<>("class-held", 0, "key", value, changed));
    }

    private byte[] soundValue(String unit) {
        return EventFormat.toRecord(event(unit)).value();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void rejectsEachBadRecordWithItsReasonAndCountsItsNeighbours() {
        byte[] sound = soundValue("25763");
        String structured = new String(structured(event("25763")).value(), StandardCharsets.UTF_8);
        Iterable<Header> inStructuredMode = structured(event("25763")).headers();
        List<ProducerRecord<String, byte[]>> raw = new ArrayList<>();

        events.send(event("25763"));
        send("25763", Map.of("ce_id", "third-bad-json"), bytes("{\"campaign\":"));
        send("25763", Map.of("ce_id", "third-unknown-unit"), soundValue("00000"));
        send("25763", Map.of("ce_id", "third-wrong-type", "ce_type", "vn.bdhvs.class-dreamt.v1"), sound);
        events.send(event("25763"));
        send("25763", Map.of("ce_id", "third-null-value"), null);
        send(
                "25763",
                Map.of("ce_id", "third-wrong-data"),
                bytes(new String(sound, StandardCharsets.UTF_8).replace("\"total\":30", "\"total\":\"thirty\"")));
        send("25763", Map.of("ce_id", "third-unknown-attribute", "ce_colour", "red"), sound);
        ProducerRecord<String, byte[]> withoutId = EventFormat.toRecord(event("25763"));
        withoutId.headers().remove("ce_id");
        raw.add(withoutId);
        raw.add(new ProducerRecord<>(
                "class-held",
                0,
                "key",
                bytes(structured.replace("\"online\"", "\"x\"").replace("\"total\":30", "\"total\":-1")),
                inStructuredMode));
        raw.add(new ProducerRecord<>(
                "class-held", 0, "key", bytes(structured.substring(0, structured.length() - 20)), inStructuredMode));
        raw.add(new ProducerRecord<>("volunteer-registered", 0, "key", sound, withoutId.headers()));
        raw.get(3).headers().add("ce_id", bytes("third-wrong-topic"));
        raw.forEach(events::send);
        events.send(event("25763"));

        await().atMost(SOON).untilAsserted(() -> assertThat(list("").size()).isEqualTo(9));
        Map<String, String> reasons = new TreeMap<>();
        list("").valueStream()
                .filter(rejected -> rejected.has("id"))
                .forEach(rejected -> reasons.put(
                        rejected.path("id").asString(), rejected.path("reason").asString()));
        assertThat(reasons)
                .containsEntry("third-bad-json", "invalid-data")
                .containsEntry("third-unknown-unit", "unknown-unit")
                .containsEntry("third-wrong-type", "unknown-type")
                .containsEntry("third-null-value", "unreadable")
                .containsEntry("third-wrong-data", "invalid-data")
                .containsEntry("third-wrong-topic", "wrong-topic")
                .doesNotContainKey("third-unknown-attribute");
        assertThat(list("&topic=class-held&reason=unreadable").size()).isEqualTo(3);
        assertThat(list("&reason=out-of-range").size()).isEqualTo(1);
        assertThat(list("&topic=volunteer-registered").size()).isEqualTo(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(Api.row(
                                Api.as("leader", port)
                                        .json(Api.CAMPAIGN + "/figures?level=commune&unit=718")
                                        .path("rows"),
                                "25763")
                        .path("classes")
                        .asInt())
                .isEqualTo(4));
    }

    @Test
    void keepsWhatTheRecordSaidOfItselfAndItsBytes() {
        send("25765", Map.of("ce_id", "kept", "ce_referencehash", "abc"), bytes("{\"unit\":\"25765\", ơ"));
        JsonNode listed = awaitOnly();
        assertThat(listed.has("value")).isFalse();
        JsonNode whole = operator.json(REJECTIONS + "/" + listed.path("origin").asString());
        assertThat(whole.path("id").asString()).isEqualTo("kept");
        assertThat(whole.path("source").asString()).isEqualTo(source);
        assertThat(whole.path("type").asString()).isEqualTo("vn.bdhvs.class-held.v1");
        assertThat(whole.path("referenceHash").asString()).isEqualTo("abc");
        assertThat(whole.path("topic").asString()).isEqualTo("class-held");
        assertThat(whole.path("key").path("text").asString()).isEqualTo("key");
        assertThat(whole.path("value").path("text").asString()).isEqualTo("{\"unit\":\"25765\", ơ");
        assertThat(whole.path("value").path("length").asInt()).isEqualTo(19);
        assertThat(whole.path("appendedAt").asString()).startsWith("2025-03-26T08:");
        assertThat(whole.path("judgedAt").asString()).startsWith("2025-03-26T08:");
        assertThat(whole.path("headers")
                        .valueStream()
                        .filter(header -> header.path("name").asString().equals("ce_id"))
                        .map(header -> header.path("text").asString()))
                .containsExactly("kept");
    }

    @Test
    void readsWhatAStructuredEventSaidUpToWhereItBreaksOff() {
        String broken = "{\"specversion\":\"1.0\",\"id\":\"cut\",\"source\":\"" + source
                + "\",\"data\":{\"unit\":\"25765\",\"team\":";
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", bytes("application/cloudevents+json"));
        events.send(new ProducerRecord<>("class-held", 0, "key", bytes(broken), headers));
        JsonNode rejected = awaitOnly();
        assertThat(rejected.path("id").asString()).isEqualTo("cut");
        assertThat(rejected.path("reason").asString()).isEqualTo("unreadable");
    }

    /** Whatever a stranger puts into a record, its rejection gets through, and what lies behind it is counted. */
    @Test
    void stopsNobodyBehindIt() {
        Map<String, String> troublesome = new TreeMap<>();
        for (String name : List.of(
                "errorChannel",
                "replyChannel",
                "id",
                "timestamp",
                "contentType",
                "kafka_partitionId",
                "kafka_timestamp",
                "kafka_messageKey",
                "spring_json_header_types",
                "priority",
                "sequenceNumber",
                "expirationDate")) {
            troublesome.put(name, "x");
        }
        troublesome.put("ce_id", "troublesome");
        send("25774", troublesome, bytes("{"));
        send("25774", Map.of("ce_id", "far", "ce_time", "+999999999-12-31T23:59:59Z"), soundValue("25774"));
        send("25774", Map.of("ce_id", "wordy", "x", "y".repeat(400_000)), bytes("{"));
        ProducerRecord<String, byte[]> huge = EventFormat.toRecord(event("25774"));
        try (KafkaProducer<String, byte[]> compressing = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        TestPlatform.brokers(),
                        "compression.type",
                        "lz4",
                        "buffer.memory",
                        64 << 20,
                        "max.request.size",
                        16 << 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            compressing.send(new ProducerRecord<>("class-held", 0, "key", new byte[8 << 20], huge.headers()));
        }
        send("25774", Map.of("ce_id", "sound"), soundValue("25774"));

        await().atMost(SOON).untilAsserted(() -> assertThat(Api.row(
                                Api.as("leader", port)
                                        .json(Api.CAMPAIGN + "/figures?level=commune&unit=718")
                                        .path("rows"),
                                "25774")
                        .path("classes")
                        .asInt())
                .isEqualTo(1));
        assertThat(list("").valueStream()
                        .map(rejected -> rejected.path("reason").asString()))
                .containsExactlyInAnyOrder("invalid-data", "invalid-attribute", "invalid-data", "invalid-data");
    }

    @Test
    void cutsLongValuesAndShowsAsBase64WhatIsNoText() {
        byte[] binary = new byte[100_000];
        binary[0] = (byte) 0xff;
        send("25765", Map.of(), binary);
        JsonNode value = operator.json(
                        REJECTIONS + "/" + awaitOnly().path("origin").asString())
                .path("value");
        assertThat(value.path("length").asInt()).isEqualTo(100_000);
        assertThat(value.path("shown").asInt()).isEqualTo(65_536);
        assertThat(Base64.getDecoder().decode(value.path("base64").asString())).hasSize(65_536);
    }

    @Test
    void showsLongTextAsTextEvenIfTheCutGoesThroughACharacter() {
        send("25765", Map.of(), bytes("x" + "ơ".repeat(40_000)));
        JsonNode value = operator.json(
                        REJECTIONS + "/" + awaitOnly().path("origin").asString())
                .path("value");
        assertThat(value.path("text").asString()).isEqualTo("x" + "ơ".repeat(32_767));
    }

    @Test
    void changesNothingWhenARecordIsDeliveredAgain() {
        RecordMetadata sent = send("25768", Map.of("ce_id", "again"), bytes("{"));
        awaitOnly();
        Document before = stored();
        bindings.changeState("activities-in-0", BindingsLifecycleController.State.STOPPED);
        mongo.getCollection("progress")
                .updateMany(
                        new Document("_id", new Document("$regex", ":0$")),
                        Document.parse("{$set: {offset: {$numberLong: '-1'}}}"));
        bindings.changeState("activities-in-0", BindingsLifecycleController.State.STARTED);
        RecordMetadata next = send("25768", Map.of("ce_id", "next"), bytes("{"));
        await().atMost(SOON).untilAsserted(() -> assertThat(list("").size()).isEqualTo(2));
        assertThat(next.partition()).isEqualTo(sent.partition());
        assertThat(stored()).isEqualTo(before);
    }

    private Document stored() {
        return mongo.getCollection("rejections")
                .find(new Document("source", source).append("id", "again"))
                .first();
    }

    @Test
    void pagesFromTheNewestToTheOldest() {
        for (int i = 0; i < 7; i++) {
            send("25771", Map.of("ce_id", "e" + i), bytes("{"));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(list("").size()).isEqualTo(7));
        assertThat(idsOnPagesOfThree()).hasSize(7);
        List<String> appended = list("").valueStream()
                .map(rejected -> rejected.path("appendedAt").asString())
                .toList();
        assertThat(appended).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(list("&from=2025-03-27").size()).isZero();
        assertThat(list("&from=2025-03-26&to=2025-03-26").size()).isEqualTo(7);
        assertThat(list("&to=" + Api.encoded(appended.get(6))).size()).isZero();
    }

    @Test
    void pagesThroughRecordsOfTheSameMoment() {
        for (int i = 0; i < 7; i++) {
            send("25771", Map.of("ce_id", "e" + i), bytes("{"));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(list("").size()).isEqualTo(7));
        mongo.getCollection("rejections")
                .updateMany(
                        new Document("source", source),
                        new Document("$set", new Document("appended", Date.from(NOON))));
        assertThat(idsOnPagesOfThree()).hasSize(7);
    }

    private Set<String> idsOnPagesOfThree() {
        Set<String> seen = new LinkedHashSet<>();
        String cursor = "";
        for (int page = 1; page <= 3; page++) {
            JsonNode found = operator.json(REJECTIONS + "?limit=3&source=" + Api.encoded(source) + cursor);
            found.path("rejections")
                    .valueStream()
                    .forEach(rejected -> seen.add(rejected.path("id").asString()));
            assertThat(found.has("next")).isEqualTo(page < 3);
            cursor = "&cursor=" + found.path("next").asString("");
        }
        return seen;
    }

    @Test
    void countsByReasonAndBySource() {
        send("25771", Map.of(), bytes("{"));
        send("25771", Map.of(), bytes("{"));
        send("25771", Map.of(), soundValue("00000"));
        await().atMost(SOON).untilAsserted(() -> assertThat(list("").size()).isEqualTo(3));
        JsonNode ofSource = operator.json(REJECTIONS + "/summary?source=" + Api.encoded(source));
        assertThat(ofSource.path("rejected").asInt()).isEqualTo(3);
        assertThat(ofSource.path("reasons").toString()).isEqualTo("{\"invalid-data\":2,\"unknown-unit\":1}");
        JsonNode all = operator.json(REJECTIONS + "/summary");
        assertThat(all.path("sources").path(source).asInt()).isEqualTo(3);
        assertThat(all.path("rejected").asInt())
                .isEqualTo(all.path("reasons")
                        .valueStream()
                        .mapToInt(JsonNode::asInt)
                        .sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {REJECTIONS, REJECTIONS + "/summary", REJECTIONS + "/t:0:0"})
    void areForOperatorsOnly(String path) {
        assertThat(Api.open(port).get(path).statusCode()).isEqualTo(401);
        HttpResponse<String> forbidden = Api.as("leader", port).get(path);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, 400, limit, 1 to 200",
        "?limit=many, 400, limit, 1 to 200",
        "?cursor=x, 400, cursor, next",
        "?from=yesterday, 400, from, 2025-03-26",
        "?to=2025-03-26T08:00, 400, to, offset",
        "/summary?from=x, 400, from, 2025-03-26",
        "/nowhere, 400, origin, topicId:partition:offset",
        "/t:0:0, 404, origin, no record"
    })
    void namesTheParameterThatIsWrong(String query, int status, String field, String allowed) {
        HttpResponse<String> answer = operator.get(REJECTIONS + query);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"").contains(allowed);
    }

    private JsonNode list(String query) {
        return operator.json(REJECTIONS + "?source=" + Api.encoded(source) + query)
                .path("rejections");
    }

    private JsonNode awaitOnly() {
        await().atMost(SOON).untilAsserted(() -> assertThat(list("").size()).isEqualTo(1));
        return list("").get(0);
    }
}
