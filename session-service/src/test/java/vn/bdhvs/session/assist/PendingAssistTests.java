package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.outbox.PendingEvent;
import vn.bdhvs.report.Submission;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

/** What happens to events that the process which wrote them did not get out. */
@ServiceTest
@TestPropertySource(properties = {"test.database=pending", "outbox.sweep-every=200ms"})
class PendingAssistTests {

    private static final Instant DONE = Instant.parse("2025-03-26T00:30:00Z");

    @LocalServerPort
    int port;

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
                new Outbox(past, past, event.id(), List.of(event)));
    }
}
