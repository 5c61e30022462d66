package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.outbox.PendingEvent;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

/** What happens to events that the process which wrote them did not get out. */
@ServiceTest
@TestPropertySource(properties = {"test.database=pending", "outbox.sweep-every=200ms"})
class PendingAssistTests {

    private static final String RELEASE = "{\"operation\": \"release\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant DONE = Instant.parse("2025-03-26T00:30:00Z");

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Autowired
    MongoOperations mongo;

    @Test
    void theSweeperPublishesWhatAKilledProcessLeftBehind() {
        Assist left = leftBehind("left", Map.of(), new byte[] {'{', '}'});
        mongo.insert(left);

        try (Topic topic = new Topic(Platform.brokers(), "citizen-assisted")) {
            await().untilAsserted(() -> assertThat(topic.withKey("left")).hasSize(1));
            assertThat(topic.withKey("left").get(0).value()).isEqualTo(new byte[] {'{', '}'});
        }
        await().untilAsserted(() -> assertThat(document("left")).doesNotContainKey("outbox"));
    }

    @Test
    void anEventThatCanNeverBeSentIsParkedAndBlocksNothing() {
        mongo.insert(leftBehind("poison", Map.of("x", "y"), new byte[2_000_000]));
        String other = new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("district-724", "724"))
                .post("/api/v1/assists", Reports.report())
                .json()
                .get("id")
                .stringValue();

        try (Topic topic = new Topic(Platform.brokers(), "citizen-assisted")) {
            await().untilAsserted(() -> assertThat(topic.withKey(other)).hasSize(1));
        }
        await().untilAsserted(() ->
                assertThat(document("poison")).doesNotContainKey("outbox").containsKey("outboxParked"));
        Document parked =
                document("poison").getList("outboxParked", Document.class).get(0);
        assertThat(parked)
                .containsEntry("reason", "RecordTooLargeException")
                .containsEntry("id", "event-poison")
                .containsKeys("topic", "key", "headers", "data", "at");
        await().untilAsserted(
                        () -> assertThat(outbox().get("parked").intValue()).isPositive());
        assertThat(metrics()).containsPattern("(?m)^outbox_parked(\\{.*})? [1-9]");
    }

    /** It stopped the sweep of all outboxes, for good. */
    @Test
    void anOutboxThatCannotBeReadIsParkedAndBlocksNothing() {
        Document unreadable = new Document();
        mongo.getConverter().write(leftBehind("unreadable", Map.of(), new byte[1]), unreadable);
        unreadable
                .get("outbox", Document.class)
                .getList("entries", Document.class)
                .get(0)
                .put("headers", "no headers");
        // In one write: the sweeper must not find it while it can still be read.
        mongo.getCollection("assists").insertOne(unreadable);
        mongo.insert(leftBehind("behind", Map.of(), new byte[1]));

        try (Topic topic = new Topic(Platform.brokers(), "citizen-assisted")) {
            await().untilAsserted(() -> assertThat(topic.withKey("behind")).hasSize(1));
        }
        await().untilAsserted(() ->
                assertThat(document("unreadable")).doesNotContainKey("outbox").containsKey("outboxParked"));
    }

    @Test
    void anOperatorSeesWhatIsParkedAndReleasesItOnceTheCauseIsMended() {
        Map<String, String> headers = Map.of("ce_type", "vn.bdhvs.citizen-assisted.v1");
        mongo.insert(leftBehind("large", headers, new byte[1_200_000]));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(document("large")).containsKey("outboxParked"));

        JsonNode parked = await().atMost(PATIENCE)
                .until(
                        () -> StreamSupport.stream(outbox().get("firstParked").spliterator(), false)
                                .filter(each ->
                                        each.get("aggregate").stringValue().equals("large"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(parked.get("collection").stringValue()).isEqualTo("assists");
        assertThat(parked.get("id").stringValue()).isEqualTo("event-large");
        assertThat(parked.get("type").stringValue()).isEqualTo("vn.bdhvs.citizen-assisted.v1");
        assertThat(parked.get("reason").stringValue()).isEqualTo("RecordTooLargeException");
        assertThat(Instant.parse(parked.get("at").stringValue())).isBefore(Instant.now());
        assertThat(parked.propertyNames())
                .containsExactlyInAnyOrder("collection", "aggregate", "id", "type", "reason", "at");

        assertThat(actuator(Platform.ISSUER.token("district-724", "724"))
                        .post("/outbox", RELEASE)
                        .status())
                .isEqualTo(403);
        try (Service mended = Service.start("pending", Platform.brokers(), "outbox.producer.max-request-size=3000000");
                Topic topic = new Topic(Platform.brokers(), "citizen-assisted")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                // The other instance may take it up, and park it again, as often as it is quicker.
                Api.Answer released = mended.actuator().post("/actuator/outbox", RELEASE);
                assertThat(released.status()).isEqualTo(200);
                assertThat(released.json().get("released").intValue()).isNotNegative();
                assertThat(topic.withKey("large")).isNotEmpty();
                assertThat(document("large")).doesNotContainKeys("outbox", "outboxParked");
            });
            assertThat(topic.withKey("large").get(0).value()).isEqualTo(new byte[1_200_000]);
        }
    }

    private JsonNode outbox() {
        return actuator(operator()).get("/outbox").json();
    }

    private String metrics() {
        return actuator(operator())
                .get("/prometheus", "Accept", "text/plain")
                .response()
                .body();
    }

    private static String operator() {
        return Platform.ISSUER.token("operator", claims -> claims.claim("roles", List.of("operator")));
    }

    private Api actuator(String token) {
        return new Api("http://127.0.0.1:" + managementPort + "/actuator", token);
    }

    private Document document(String id) {
        return mongo.getCollection("assists").find(new Document("_id", id)).first();
    }

    /** As it stands when the process was killed after the write. */
    private static Assist leftBehind(String id, Map<String, String> headers, byte[] data) {
        CitizenAssisted assisted = new CitizenAssisted(
                "binh-dan-hoc-vu-so-2025",
                "724",
                "tri-thuc-tre",
                "binh-duong-so",
                CitizenAssisted.Channel.HOME,
                CitizenAssisted.Outcome.COMPLETED,
                1);
        Instant past = Instant.now().minus(Duration.ofMinutes(1));
        PendingEvent event = new PendingEvent("event-" + id, "citizen-assisted", id, headers, data);
        return new Assist(
                id,
                new Submission("district-724", id, id, "fingerprint", DONE),
                assisted,
                DONE,
                new Revision(1, Revision.Kind.REPORTED, DONE, "district-724", null, "fingerprint", event.id(), null),
                List.of(),
                new Outbox(past, past, event.id(), List.of(event)));
    }
}
