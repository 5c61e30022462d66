package vn.bdhvs.analytics.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.NOON;
import static vn.bdhvs.analytics.SentEvents.assist;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.local.TestPlatform;

/** An operator puts back what was rejected. Each test is a source of its own, and counts for a unit of its own. */
class RedriveTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REJECTIONS = "/api/v1/rejections";
    private static final String REDRIVE = REJECTIONS + "/redrive";
    private static final Duration ALLOWED_SKEW = Duration.ofMinutes(5);

    private static SentEvents events;
    private static RawRecords raw;

    private final String source = "/districts/720/" + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private BusinessClock clock;

    private Api operator;

    @BeforeAll
    static void connect() {
        events = new SentEvents(TestPlatform.brokers());
        raw = new RawRecords(TestPlatform.brokers());
    }

    @AfterAll
    static void disconnect() {
        events.close();
        raw.close();
    }

    @BeforeEach
    void logIn() {
        operator = Api.as("operator", port);
    }

    @Test
    void countsWhatHasBecomeGoodOnceHoweverOftenItIsPutBack() {
        ActivityEvent early = recordedTooEarlyToBeBelieved("25840");
        events.send(early);
        events.send(SentEvents.structured(recordedTooEarlyToBeBelieved("25840")));
        awaitRejected(2);
        await().atMost(SOON).until(() -> clock.instant()
                .isAfter(early.recordedTime().minus(ALLOWED_SKEW).plusSeconds(1)));

        assertThat(redrive("{\"source\": \"%s\", \"reason\": \"recorded-in-the-future\"}"))
                .isEqualTo("{\"matched\":2,\"redriven\":2,\"alreadyRedriven\":0,\"impossible\":[]}");
        await().atMost(SOON).untilAsserted(() -> assertThat(assists("25840")).isEqualTo(2));

        assertThat(redrive("{\"source\": \"%s\"}"))
                .isEqualTo("{\"matched\":2,\"redriven\":0,\"alreadyRedriven\":2,\"impossible\":[]}");
        mongo.getCollection("rejections")
                .updateMany(
                        new Document("source", source),
                        new Document("$unset", new Document("redriven", "").append("redriveCall", "")));
        assertThat(redrive("{\"source\": \"%s\"}")).contains("\"redriven\":2");
        awaitCopies(2);
        assertThat(redrive("{\"source\": \"%s\", \"again\": true}"))
                .isEqualTo("{\"matched\":2,\"redriven\":2,\"alreadyRedriven\":0,\"impossible\":[]}");
        awaitCopies(4);
        assertThat(assists("25840")).isEqualTo(2);
    }

    /** As from an emitter whose clock is ahead: its time will have come in a moment. */
    private ActivityEvent recordedTooEarlyToBeBelieved(String unit) {
        return withSource(
                assist(unit, 3, NOON, clock.instant().plus(ALLOWED_SKEW).plusSeconds(3)));
    }

    private ActivityEvent withSource(ActivityEvent event) {
        return new ActivityEvent(
                URI.create(source), event.id(), event.subject(), event.time(), event.recordedTime(), event.activity());
    }

    @Test
    void putsARecordBackByteForByte() {
        ProducerRecord<byte[], byte[]> binary = raw(3, new byte[] {-1, 0, 'k'});
        binary.headers()
                .add("x", bytes("first"))
                .add("nothing", null)
                .add("x", bytes("second"))
                .add("", new byte[] {-1, 0})
                .add("empty", new byte[0])
                .add("id", bytes("a stranger's"))
                .add("contentType", bytes("text/plain"))
                .add("kafka_offset", bytes("7"))
                .add("long", new byte[100_000]);
        ProducerRecord<byte[], byte[]> structured = raw.of(
                SentEvents.structured(unknownUnit()),
                4,
                null,
                SentEvents.structured(unknownUnit()).value());
        byte[] noJson = new byte[200_000];
        noJson[7] = -1;
        ProducerRecord<byte[], byte[]> large = raw(5, bytes("key"), noJson);
        List<ProducerRecord<byte[], byte[]>> sent = List.of(binary, structured, large);
        Map<String, ProducerRecord<byte[], byte[]>> byOrigin = raw.send(sent);
        awaitRejected(3);

        assertThat(redrive("{\"source\": \"%s\"}")).contains("\"redriven\":3");
        byOrigin.forEach((origin, original) -> {
            ConsumerRecord<byte[], byte[]> back =
                    raw.redriven("citizen-assisted", origin).get(0);
            assertThat(back.partition()).isEqualTo(original.partition());
            assertThat(back.key()).isEqualTo(original.key());
            assertThat(back.value()).isEqualTo(original.value());
            assertThat(back.headers()).isEqualTo(new RecordHeaders(original.headers()).add("redriven", bytes(origin)));
        });
    }

    /** A record of an unknown unit, in binary mode. */
    private ProducerRecord<byte[], byte[]> raw(int partition, byte[] key) {
        return raw(partition, key, EventFormat.toRecord(unknownUnit()).value());
    }

    private ProducerRecord<byte[], byte[]> raw(int partition, byte[] key, byte[] value) {
        return raw.of(EventFormat.toRecord(unknownUnit()), partition, key, value);
    }

    private ActivityEvent unknownUnit() {
        return withSource(assist("00000"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void rejectsWhatIsStillBadAgainWhereItLiesThen() {
        ProducerRecord<String, byte[]> bad = EventFormat.toRecord(unknownUnit());
        bad.headers().add("rejected_reason", bytes("what somebody put there"));
        events.send(bad);
        awaitRejected(1);
        String first = list().get(0).path("origin").asString();
        assertThat(redrive("{\"origin\": \"" + first + "\"}")).contains("\"redriven\":1");
        awaitRejected(2);
        JsonNode old = operator.json(REJECTIONS + "/" + first);
        JsonNode mark = old.path("redriven");
        assertThat(mark.path("by").asString()).isEqualTo("operator");
        assertThat(mark.path("at").asString()).startsWith("2025-03-26T08:");
        assertThat(mark.path("topic").asString()).isEqualTo("citizen-assisted");
        String second = "%s:%d:%d"
                .formatted(
                        first.substring(0, first.indexOf(':')),
                        mark.path("partition").asInt(),
                        mark.path("offset").asLong());
        JsonNode rejectedAgain = operator.json(REJECTIONS + "/" + second);
        assertThat(rejectedAgain.path("reason").asString()).isEqualTo("unknown-unit");
        assertThat(rejectedAgain.has("redriven")).isFalse();
        assertThat(list().valueStream().filter(listed -> listed.has("redriven")))
                .hasSize(1);

        assertThat(redrive("{\"origin\": \"" + second + "\"}")).contains("\"redriven\":1");
        assertThat(raw.redriven("citizen-assisted", second).get(0).headers())
                .extracting(header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8))
                .contains(tuple("redriven", second))
                .doesNotContain(tuple("redriven", first))
                .noneMatch(header -> header.toString().contains("rejected_"));
    }

    @Test
    void namesWhatCannotBePutBackAndWhy() {
        ProducerRecord<byte[], byte[]> none = raw(6, null, null);
        ProducerRecord<byte[], byte[]> longValue = raw(6, null, new byte[(1 << 20) + 1]);
        ProducerRecord<byte[], byte[]> longHeader = raw(6, null);
        longHeader.headers().add("wordy", new byte[300_000]);
        ProducerRecord<byte[], byte[]> longKey = raw(6, new byte[300_000]);
        ProducerRecord<byte[], byte[]> manyHeaders = raw(6, null);
        int attributes = manyHeaders.headers().toArray().length;
        IntStream.range(0, 100).forEach(i -> manyHeaders.headers().add("many-" + i, new byte[1]));
        ProducerRecord<byte[], byte[]> longName = raw(6, null);
        longName.headers().add("n".repeat(3 << 20), new byte[1]);
        ProducerRecord<byte[], byte[]> sound = raw(6, null);
        List<String> origins =
                List.copyOf(raw.send(List.of(none, longValue, longHeader, longKey, sound, manyHeaders, longName))
                        .keySet());
        awaitRejected(7);
        String lost = withoutItsRecord();

        JsonNode answer =
                operator.post(REDRIVE, "{\"source\": \"%s\"}".formatted(source)).json();
        assertThat(answer.path("matched").asInt()).isEqualTo(8);
        assertThat(answer.path("redriven").asInt()).isEqualTo(1);
        assertThat(answer.path("impossible")
                        .valueStream()
                        .map(each -> each.path("origin").asString() + " "
                                + each.path("reason").asString()))
                .containsExactlyInAnyOrder(
                        origins.get(0) + " it had no value",
                        origins.get(1) + " its value is not whole: of 1048577 bytes, 1048576 are kept",
                        origins.get(2) + " its header wordy is not whole: of 300000 bytes, 65536 are kept",
                        origins.get(3) + " its key is not whole: of 300000 bytes, 65536 are kept",
                        origins.get(5) + " its headers are not whole: of %d, 100 are kept".formatted(attributes + 100),
                        origins.get(6)
                                + " its headers are not whole: of %d, %d are kept"
                                        .formatted(attributes + 1, attributes),
                        lost + " activity-rejected does not hold it");
        assertThat(raw.redriven("citizen-assisted", origins.get(4))).hasSize(1);
    }

    /** As after the topic of rejected records was made again. */
    private String withoutItsRecord() {
        Document one = mongo.getCollection("rejections")
                .find(new Document("source", source))
                .first();
        assertThat(one).isNotNull();
        one.put("_id", "another-topic:0:0");
        mongo.getCollection("rejections").insertOne(one);
        return "another-topic:0:0";
    }

    /** Two of each lie in the topic: a record that is delivered again before it is rejected is sent there again. */
    @Test
    void putsEachOfManyBackOnce() {
        int many = 400;
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            sent.add(raw(i % 12, null));
        }
        Set<String> origins = new HashSet<>(raw.send(sent).keySet());
        awaitRejected(many);
        raw.sendAgain("activity-rejected", source);

        assertThat(redrive("{\"source\": \"%s\"}"))
                .isEqualTo("{\"matched\":%d,\"redriven\":%d,\"alreadyRedriven\":0,\"impossible\":[]}"
                        .formatted(many, many));
        List<String> back = raw.from("citizen-assisted", source).stream()
                .map(record -> record.headers().lastHeader("redriven"))
                .filter(Objects::nonNull)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .toList();
        assertThat(back).hasSize(many);
        assertThat(new HashSet<>(back)).isEqualTo(origins);
    }

    @Test
    void takesTheFilterFromTheQueryToo() {
        events.send(EventFormat.toRecord(unknownUnit()));
        awaitRejected(1);
        String query = REDRIVE + "?source=" + Api.encoded(source);
        assertThat(operator.post(query + "&reason=unreadable", "")
                        .json()
                        .path("matched")
                        .asInt())
                .isZero();
        assertThat(operator.post(query + "&to=2025-03-25", "")
                        .json()
                        .path("matched")
                        .asInt())
                .isZero();
        assertThat(operator.post(query + "&topic=citizen-assisted&from=2025-03-26", "{}")
                        .json()
                        .path("redriven")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void isForOperatorsOnly() {
        assertThat(Api.open(port).post(REDRIVE, "{}").status()).isEqualTo(401);
        vn.bdhvs.local.Api.Answer forbidden = Api.as("leader", port).post(REDRIVE, "{}");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.header("content-type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "             | {\"from\": \"yesterday\"}     | 400 | from   | 2025-03-26",
                "             | {\"to\": \"2025-03-26T08:00\"}| 400 | to     | offset",
                "             | {\"resaon\": \"unknown-unit\"}| 400 | resaon | reason, source, topic",
                "?resaon=x    |                               | 400 | resaon | reason, source, topic",
                "?reason=x    | {\"reason\": \"x\"}           | 400 | reason | more than once",
                "             | {\"reason\": 7}               | 400 | reason | text",
                "?again=maybe |                               | 400 | again  | true, false",
                "             | {\"again\": 1}                | 400 | again  | true or false",
                "             | []                            | 400 | body   | JSON object",
                "             | {\"reason\":                  | 400 | body   | JSON object",
                "?origin=there|                               | 400 | origin | topicId:partition:offset",
                "?origin=t:0:0|                               | 404 | origin | no record"
            })
    void namesTheFieldThatIsWrong(String query, String body, int status, String field, String allowed) {
        vn.bdhvs.local.Api.Answer answer =
                operator.post(REDRIVE + (query == null ? "" : query), body == null ? "" : body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
        assertThat(answer.json().path("detail").asString()).contains(allowed);
    }

    private String redrive(String body) {
        vn.bdhvs.local.Api.Answer answer = operator.post(REDRIVE, body.replace("%s", source));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.response().body();
    }

    private JsonNode list() {
        return operator.json(REJECTIONS + "?source=" + Api.encoded(source)).path("rejections");
    }

    /** Waits until so many were rejected and all of them lie in the topic. */
    private void awaitRejected(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        mongo.getCollection("rejections").countDocuments(new Document("source", source)))
                .isEqualTo(count));
        await().atMost(SOON).untilAsserted(() -> assertThat(ledger("rejected")).isEqualTo(count));
    }

    private void awaitCopies(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(ledger("copies")).isEqualTo(count));
    }

    private long ledger(String what) {
        Document ledger = mongo.getCollection("sources")
                .find(new Document("source", source))
                .first();
        return ledger == null ? 0 : ledger.get(what, 0L);
    }

    private long assists(String unit) {
        Document found = mongo.getCollection("figures")
                .find(new Document("_id", "1/%s/%s@2024-05-01/2025-03-20".formatted(SentEvents.CAMPAIGN, unit)))
                .first();
        return found == null
                ? 0
                : found.getEmbedded(
                        List.of("done", "assists", "tri-thuc-tre", "chu-ky-so-ca-nhan", "completed", "n"), 0L);
    }
}
