package vn.bdhvs.analytics.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.NOON;
import static vn.bdhvs.analytics.SentEvents.assist;

import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.local.TestPlatform;

/** Figures that somebody has changed by hand. The commune 25837 is this test's own. */
class AuditTests extends RunningAnalytics {

    private static final String UNIT = "25837";
    private static final String DOCUMENT = "1/" + SentEvents.CAMPAIGN + "/" + UNIT + "@2024-05-01/2025-03-20";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CELL = "done.assists.tri-thuc-tre.chu-ky-so-ca-nhan.completed.citizens";

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private MeterRegistry meters;

    private MongoCollection<Document> figures;

    @BeforeEach
    void anAssist() {
        figures = mongo.getCollection("figures");
        long before = citizens();
        send(assist(UNIT, 3, NOON, NOON));
        await().atMost(SOON).untilAsserted(() -> assertThat(citizens()).isEqualTo(before + 3));
    }

    private static void send(ActivityEvent event) {
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(event);
        }
    }

    private long citizens() {
        Document document = figures.find(new Document("_id", DOCUMENT)).first();
        return document == null ? 0 : document.getEmbedded(List.of(CELL.split("\\.")), 0L);
    }

    private Api operator() {
        return Api.as("operator", port);
    }

    private Optional<JsonNode> difference() {
        return operator()
                .json("/api/v1/audit")
                .path("differences")
                .valueStream()
                .filter(each -> each.path("document").asString().equals(DOCUMENT))
                .findFirst();
    }

    private void repair() {
        assertThat(operator().post("/api/v1/audit/repair", "{}").status()).isEqualTo(200);
        assertThat(difference()).isEmpty();
    }

    @Test
    void findsAFigureThatWasChangedByHandAndMendsIt() {
        Document sound = figures.find(new Document("_id", DOCUMENT)).first();
        long right = citizens();
        figures.updateOne(new Document("_id", DOCUMENT), new Document("$inc", new Document(CELL, 7L)));

        await().atMost(SOON).untilAsserted(() -> assertThat(difference()).isPresent());
        JsonNode field = difference().orElseThrow().path("fields").get(0);
        assertThat(field.path("field").asString()).isEqualTo(CELL);
        assertThat(field.path("expected").asLong()).isEqualTo(right);
        assertThat(field.path("found").asLong()).isEqualTo(right + 7);
        assertThat(meters.get("audit.differences").gauge().value()).isPositive();

        repair();
        Document mended = figures.find(new Document("_id", DOCUMENT)).first();
        assertThat(mended.getLong("v")).isGreaterThan(sound.getLong("v"));
        mended.put("v", sound.getLong("v"));
        assertThat(mended).isEqualTo(sound);
    }

    @Test
    void findsADocumentThatIsGoneAndMakesItAgainWithItsMarks() {
        Document sound = figures.findOneAndDelete(new Document("_id", DOCUMENT));

        await().atMost(SOON).untilAsserted(() -> assertThat(difference()).isPresent());
        repair();
        Document made = figures.find(new Document("_id", DOCUMENT)).first();
        for (String field : List.of("done", "received", "hours", "heard", "marks", "unit", "day", "generation")) {
            assertThat(made.get(field)).as(field).isEqualTo(sound.get(field));
        }
        long before = citizens();
        send(assist(UNIT, 2, NOON, NOON));
        await().atMost(SOON).untilAsserted(() -> assertThat(citizens()).isEqualTo(before + 2));
    }

    @Test
    void findsADocumentThatWasWrittenBeforeItWasKeptHowLateThingsAreAndAddsIt() {
        long before = citizens();
        send(assist(UNIT, 5, NOON, NOON.plus(Duration.ofDays(2))));
        await().atMost(SOON).untilAsserted(() -> assertThat(citizens()).isEqualTo(before + 5));
        Document sound = figures.find(new Document("_id", DOCUMENT)).first();
        figures.updateOne(new Document("_id", DOCUMENT), new Document("$unset", new Document("late", "")));

        await().atMost(SOON).untilAsserted(() -> assertThat(difference()).isPresent());
        assertThat(difference().orElseThrow().path("fields").valueStream())
                .extracting(field -> field.path("field").asString())
                .containsExactly("late.d2.assists.citizens", "late.d2.assists.n");
        repair();
        assertThat(figures.find(new Document("_id", DOCUMENT)).first().get("late"))
                .isEqualTo(sound.get("late"));
    }

    @Test
    void tellsOfRetractionsWhoseOriginalNeverCameOrSaysSomethingElse() {
        ActivityEvent never = assist(UNIT, 1, NOON, NOON);
        ActivityEvent original = assist(UNIT, 4, NOON, NOON);
        ActivityEvent other = new ActivityEvent(
                original.source(),
                original.id(),
                original.subject(),
                NOON,
                NOON,
                assist(UNIT, 5, NOON, NOON).activity());
        send(original);
        send(never.retraction(URI.create("/audit"), "orphan", NOON));
        send(other.retraction(URI.create("/audit"), "other", NOON));
        String orphan = "retracted: " + never.identity();
        await().atMost(SOON)
                .until(() -> mongo.getCollection("journal")
                                .updateOne(
                                        new Document("_id", orphan),
                                        new Document("$set", new Document("j", Date.from(Instant.EPOCH))))
                                .getMatchedCount()
                        == 1);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(reason(orphan)).contains("original-missing");
            assertThat(reason("retracted: " + original.identity())).contains("original-differs");
        });
        assertThat(meters.get("audit.retractions.questionable").gauge().value()).isGreaterThanOrEqualTo(1);
        send(never);
        await().atMost(SOON).untilAsserted(() -> assertThat(reason(orphan)).isEmpty());
    }

    private Optional<String> reason(String identity) {
        return operator()
                .json("/api/v1/audit")
                .path("retractions")
                .valueStream()
                .filter(each -> each.path("identity").asString().equals(identity))
                .map(each -> each.path("reason").asString())
                .findFirst();
    }

    @Test
    void isForOperators() {
        assertThat(Api.open(port).get("/api/v1/audit").statusCode()).isEqualTo(401);
        assertThat(Api.as("leader", port).get("/api/v1/audit").statusCode()).isEqualTo(403);
    }
}
