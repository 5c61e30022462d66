package vn.bdhvs.analytics.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;
import static vn.bdhvs.analytics.SentEvents.classHeld;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
import vn.bdhvs.event.ClientReferences;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.local.TestPlatform;

/** The communes of Bắc Tân Uyên (726) from 25900 on are this test's own. */
class ReceiptTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant DONE = Instant.parse("2025-03-20T10:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2025-03-21T10:00:00Z");
    private static final Instant FAR_AHEAD = Instant.parse("2099-01-01T00:00:00Z");

    private static SentEvents events;

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private ClientReferences references;

    @Autowired
    private BindingsLifecycleController bindings;

    @BeforeAll
    static void connect() {
        events = new SentEvents(TestPlatform.brokers());
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    @Test
    void saysWhereAReportIsCountedBySubjectAndByEvent() {
        ActivityEvent event =
                classHeld("25900", ClassHeld.Mode.ONLINE, new ClassHeld.Learners(30, 12, null, null), DONE, RECEIVED);
        RecordMetadata sent = events.send(event);
        JsonNode receipt = awaitStatus("district-726", event.subject(), "counted");
        assertThat(receipt.path("events").size()).isEqualTo(1);
        JsonNode told = receipt.path("events").get(0);
        assertThat(told.path("id").asString()).isEqualTo(event.id());
        assertThat(told.path("source").asString()).isEqualTo("/session-service");
        assertThat(told.path("doneAt").asString()).isEqualTo("2025-03-20T17:00:00+07:00");
        assertThat(told.path("recordedAt").asString()).isEqualTo("2025-03-21T17:00:00+07:00");
        assertThat(told.path("journalledAt").asString()).startsWith("2025-03-26T08:");
        assertThat(told.path("origin").asString()).endsWith(":" + sent.partition() + ":" + sent.offset());
        assertThat(told.path("copies").path("count").asInt()).isZero();
        JsonNode place = told.path("counted");
        assertThat(place.path("unit").asString()).isEqualTo("25900");
        assertThat(place.path("doneDay").asString()).isEqualTo("2025-03-20");
        assertThat(place.path("receivedDay").asString()).isEqualTo("2025-03-21");
        assertThat(place.path("kind").asString()).isEqualTo("classes");
        assertThat(place.path("dimensions").path("mode").asString()).isEqualTo("online");
        assertThat(place.path("counts").toString()).isEqualTo("{\"n\":1,\"learners\":30,\"members\":12}");
        for (JsonNode document : place.path("documents")) {
            assertThat(mongo.getCollection("figures").countDocuments(new Document("_id", document.asString())))
                    .isEqualTo(1);
        }
        assertThat(place.path("documents").size()).isEqualTo(2);
        assertThat(receipt("district-726", event.id()).path("events")).isEqualTo(receipt.path("events"));
    }

    @Test
    void tellsThatAReportWasTakenBack() {
        ActivityEvent event = assist("25903", 3, DONE, DONE);
        events.send(event);
        awaitStatus("district-726", event.subject(), "counted");
        events.send(event.retraction(event.source(), "retraction-of-" + event.id(), DONE));
        awaitStatus("district-726", event.subject(), "retracted");
        awaitStatus("district-726", event.id(), "retracted");
        JsonNode retraction = receipt("district-726", "retraction-of-" + event.id());
        assertThat(retraction.path("status").asString()).isEqualTo("retracted");
        JsonNode taken = retraction.path("events").get(0);
        assertThat(taken.path("type").asString()).isEqualTo("vn.bdhvs.activity-retracted.v1");
        assertThat(taken.path("retracts").path("id").asString()).isEqualTo(event.id());
        assertThat(taken.path("counted").path("counts").path("citizens").asInt())
                .isEqualTo(-3);
    }

    @Test
    void tellsADistrictThatItsRetractionWasRejected() {
        ActivityEvent event = assist("25903", 3, DONE, DONE);
        ActivityEvent binary = event.retraction(event.source(), "binary-" + event.id(), FAR_AHEAD);
        events.send(binary);
        awaitStatus("district-726", binary.id(), "rejected");
        ActivityEvent structured = event.retraction(event.source(), "structured-" + event.id(), FAR_AHEAD);
        events.send(SentEvents.structured(structured));
        awaitStatus("district-726", structured.id(), "rejected");
    }

    @Test
    void answersForAClientsOwnReferenceOnlyToThatClient() {
        String reference = "Số 12/BC ngày 20-3; đợt 1";
        ActivityEvent plain = assist("25903", 3, DONE, DONE);
        events.send(new ActivityEvent(
                plain.source(),
                plain.id(),
                plain.subject(),
                plain.time(),
                plain.recordedTime(),
                plain.activity(),
                references.hash("district-726", reference).orElseThrow()));
        await().atMost(SOON).untilAsserted(() -> assertThat(Api.as("district-726", port)
                        .json("/api/v1/activities/receipt?clientReference=" + Api.encoded(reference))
                        .path("status")
                        .asString())
                .isEqualTo("counted"));
        assertThat(Api.as("leader", port)
                        .json("/api/v1/activities/receipt?clientReference=" + Api.encoded(reference))
                        .path("status")
                        .asString())
                .isEqualTo("pending");
    }

    @Test
    void answersForAReferenceInThePath() {
        ActivityEvent plain = assist("25903", 3, DONE, DONE);
        events.send(new ActivityEvent(
                plain.source(),
                plain.id(),
                plain.subject(),
                plain.time(),
                plain.recordedTime(),
                plain.activity(),
                references.hash("district-726", "đợt 2").orElseThrow()));
        awaitStatus("district-726", "đợt 2", "counted");
    }

    @Test
    void tellsOfOthersReportsLikeOfWhatNeverArrived() {
        ActivityEvent event = assist("25906", 3, DONE, DONE);
        events.send(event);
        awaitStatus("leader", event.subject(), "counted");
        assertThat(receipt("district-726", event.subject()).path("status").asString())
                .isEqualTo("counted");
        JsonNode others = receipt("district-725", event.subject());
        JsonNode unknown = receipt("district-725", "0195d05e-0000-7000-8000-000000000000");
        assertThat(others.path("status").asString()).isEqualTo("pending");
        assertThat(others.path("events").size()).isZero();
        assertThat(others.path("detail")).isEqualTo(unknown.path("detail"));
        assertThat(others.propertyNames()).isEqualTo(unknown.propertyNames());
        assertThat(Api.open(port)
                        .get("/api/v1/activities/" + event.subject() + "/receipt")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void remembersWhereCopiesLayEachOnceHoweverOftenDelivered() {
        ActivityEvent event = assist("25907", 3, DONE, DONE);
        events.send(event);
        awaitStatus("operator", event.subject(), "counted");
        RecordMetadata copy = sendTo(event, 0);
        sendTo(event, 1);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(copies(event).path("count").asInt()).isEqualTo(2));
        bindings.changeState("activities-in-0", BindingsLifecycleController.State.STOPPED);
        mongo.getCollection("progress").deleteMany(new Document());
        bindings.changeState("activities-in-0", BindingsLifecycleController.State.STARTED);
        sendTo(event, 2);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(copies(event).path("count").asInt()).isEqualTo(3));
        assertThat(copies(event).path("orMore").asBoolean()).isFalse();
        assertThat(copies(event).path("origins").valueStream().map(JsonNode::asString))
                .anyMatch(origin -> origin.endsWith(":0:" + copy.offset()));
    }

    @Test
    void remembersAHundredCopiesAtMost() {
        ActivityEvent event = assist("25908", 3, DONE, DONE);
        events.send(event);
        for (int i = 0; i < 105; i++) {
            sendTo(event, i % 12);
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(copies(event).path("count").asInt()).isEqualTo(100));
        ActivityEvent last = assist("25908", 3, DONE, DONE);
        for (int partition = 0; partition < 12; partition++) {
            sendTo(last, partition);
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(copies(last).path("count").asInt()).isEqualTo(11));
        assertThat(copies(event).path("count").asInt()).isEqualTo(100);
        assertThat(copies(event).path("orMore").asBoolean()).isTrue();
        assertThat(receipt("operator", event.subject()).path("events").size()).isEqualTo(1);
    }

    @Test
    void saysWhyAReportWasRejectedToItsUnitAndToItsClient() {
        ActivityEvent event = assist("25909", 3, DONE.plus(Duration.ofDays(30)), DONE);
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(event);
        sent.headers()
                .add(
                        "ce_referencehash",
                        references.hash("district-725", "đợt 3").orElseThrow().getBytes());
        RecordMetadata at = events.send(sent);
        JsonNode receipt = awaitStatus("district-726", event.subject(), "rejected");
        JsonNode rejection = receipt.path("rejections").get(0);
        assertThat(rejection.path("reason").asString()).isEqualTo("in-the-future");
        assertThat(rejection.path("detail").asString()).contains("Operators").doesNotContain("5 minutes");
        assertThat(rejection.path("origin").asString()).endsWith(":" + at.partition() + ":" + at.offset());
        assertThat(receipt("district-726", event.id()).path("status").asString())
                .isEqualTo("rejected");
        assertThat(receipt("district-725", event.subject()).path("status").asString())
                .isEqualTo("pending");
        JsonNode own = receipt("district-725", "đợt 3");
        assertThat(own.path("status").asString()).isEqualTo("rejected");
        assertThat(own.path("rejections").get(0).path("detail").asString()).contains("5 minutes");
        assertThat(receipt("operator", event.subject())
                        .path("rejections")
                        .get(0)
                        .path("detail")
                        .asString())
                .contains("5 minutes");
    }

    /** As it is between the insert into the journal and the fold, or after a crash between the two. */
    @Test
    void isPendingUntilTheFiguresHaveReachedTheJournal() {
        ActivityEvent event = assist("25918", 3, DONE, RECEIVED);
        events.send(event);
        JsonNode counted = awaitStatus("operator", event.subject(), "counted");
        Document next = journalled(event);
        Document origin = next.get("o", Document.class);
        origin.append("n", origin.getLong("n") + 1_000_000);
        next.append("_id", "/test x" + event.id())
                .append("subject", "x" + event.subject())
                .append("j", new Date());
        mongo.getCollection("journal").insertOne(next);
        JsonNode receipt = receipt("operator", "x" + event.subject());
        assertThat(receipt.path("status").asString()).isEqualTo("pending");
        assertThat(receipt.path("detail").asString()).contains("arrived");
        assertThat(receipt.path("events").get(0).path("status").asString()).isEqualTo("pending");
        assertThat(receipt.path("events").get(0).path("journalledAt").asString())
                .isNotEmpty();

        // The done day has it, the received day has not.
        mongo.getCollection("figures")
                .updateOne(
                        new Document(
                                "_id",
                                counted.at("/events/0/counted/documents/0").asString()),
                        new Document(
                                "$set",
                                new Document(
                                        "marks." + origin.getString("t") + ":" + origin.getInteger("p"),
                                        origin.getLong("n"))));
        assertThat(receipt("operator", "x" + event.subject()).path("status").asString())
                .isEqualTo("pending");
        mongo.getCollection("journal").deleteOne(new Document("_id", next.getString("_id")));
    }

    private Document journalled(ActivityEvent event) {
        Document found = mongo.getCollection("journal")
                .find(new Document("_id", event.identity()))
                .first();
        assertThat(found).isNotNull();
        return found;
    }

    private JsonNode copies(ActivityEvent event) {
        return receipt("operator", event.subject()).path("events").path(0).path("copies");
    }

    private static RecordMetadata sendTo(ActivityEvent event, int partition) {
        ProducerRecord<String, byte[]> sound = EventFormat.toRecord(event);
        return events.send(new ProducerRecord<>(sound.topic(), partition, "k", sound.value(), sound.headers()));
    }

    private JsonNode awaitStatus(String name, String id, String status) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(receipt(name, id).path("status").asString()).isEqualTo(status));
        return receipt(name, id);
    }

    private JsonNode receipt(String name, String id) {
        return Api.as(name, port).json("/api/v1/activities/" + Api.encoded(id) + "/receipt");
    }
}
