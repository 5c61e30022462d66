package vn.bdhvs.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class OutboxRelayTests {

    private static final String THINGS = "things";

    /** A broker whose answers the test gives. */
    private static final class Answers implements Publisher {

        private final Map<String, CompletableFuture<Void>> sent = new ConcurrentHashMap<>();

        @Override
        public boolean connect() {
            return true;
        }

        @Override
        public CompletableFuture<Void> send(PendingEvent event) {
            if (event.id().startsWith("thrown")) {
                throw new NoClassDefFoundError("a codec");
            }
            return sent.computeIfAbsent(event.id(), id -> new CompletableFuture<>());
        }

        @Override
        public void disconnect() {}

        CompletableFuture<Void> of(String id) {
            await().until(() -> sent.containsKey(id));
            return sent.get(id);
        }
    }

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final Answers broker = new Answers();
    private final OutboxBacklog backlog = new OutboxBacklog(3, Duration.ofSeconds(7));
    private MongoClient client;
    private MongoTemplate mongo;
    private Outboxes outboxes;
    private Clearer clearer;
    private OutboxRelay relay;

    @BeforeEach
    void start() {
        client = MongoClients.create(server.bindAndGetConnectionString());
        mongo = new MongoTemplate(client, "test");
        outboxes = new Outboxes(mongo, List.of(new OutboxCollection(THINGS)));
        outboxes.createIndexes();
        clearer = new Clearer(outboxes, backlog);
        relay = relay(10, 2);
        relay.resume();
        new Thread(clearer, "clearer").start();
        new Thread(relay, "relay").start();
    }

    private OutboxRelay relay(int queue, int inFlight) {
        OutboxProperties properties = new OutboxProperties(
                Map.of(),
                3,
                Duration.ofSeconds(7),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                10,
                queue,
                inFlight,
                Duration.ofSeconds(1),
                new OutboxProperties.ProducerProperties(
                        Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, "none", 1));
        return new OutboxRelay(
                broker, outboxes, clearer, backlog, new OutboxMetrics(new SimpleMeterRegistry(), backlog), properties);
    }

    @AfterEach
    void stop() {
        relay.stop();
        clearer.stop();
        client.close();
        server.shutdownNow();
    }

    @Test
    void clearsAnOutboxWhenEachOfItsEntriesIsAcknowledgedAndNotBefore() {
        relay.handOver(THINGS, "a", written("a", "e1", "e2"));
        broker.of("e1").complete(null);
        broker.of("e2");
        assertThat(outbox("a")).isNotNull();

        broker.of("e2").complete(null);
        await().untilAsserted(() -> assertThat(outbox("a")).isNull());
    }

    @Test
    void keepsWhatHasBecomePendingSinceTheHandover() {
        relay.handOver(THINGS, "a", written("a", "e1"));
        broker.of("e1");
        written("a", "e1", "e2");
        relay.handOver(THINGS, "b", written("b", "e3"));
        broker.of("e1").complete(null);
        broker.of("e3").complete(null);

        await().untilAsserted(() -> assertThat(outbox("b")).isNull());
        assertThat(outbox("a")).isNotNull().containsEntry("last", "e2");
    }

    @Test
    void letsASweeperHaveAllEntriesAgainWhenOneIsNotAcknowledged() {
        relay.handOver(THINGS, "a", written("a", "e1", "e2"));
        broker.of("e1").complete(null);
        broker.of("e2").completeExceptionally(new TimeoutException("broker away"));

        await().until(() -> outboxes.claim(Instant.now(), Duration.ofSeconds(30), 10).handovers().stream()
                .anyMatch(claimed -> claimed.outbox().entries().size() == 2));
        assertThat(relay.isAway()).isTrue();
    }

    @Test
    void doesNotTakeARefusalOfOneEventForABrokerThatIsAway() {
        relay.handOver(THINGS, "a", written("a", "e1"));
        broker.of("e1").completeExceptionally(new TopicAuthorizationException("topic"));
        relay.handOver(THINGS, "b", written("b", "e2"));
        broker.of("e2").complete(null);

        await().untilAsserted(() -> assertThat(outbox("b")).isNull());
        assertThat(outbox("a")).isNotNull();
        assertThat(relay.isAway()).isFalse();
    }

    @Test
    void parksTheHopelessEntryAndClearsTheAcknowledgedOne() {
        relay.handOver(THINGS, "a", written("a", "e1", "e2"));
        broker.of("e1").completeExceptionally(new IllegalStateException(new RecordTooLargeException("large")));
        broker.of("e2").complete(null);

        await().untilAsserted(() -> assertThat(outbox("a")).isNull());
        assertThat(document("a").getList("outboxParked", Document.class))
                .extracting(entry -> entry.get("id"), entry -> entry.get("reason"))
                .containsExactly(tuple("e1", "RecordTooLargeException"));
        assertThat(outboxes.parked()).isEqualTo(1);
        assertThat(outboxes.pending()).isZero();
    }

    @Test
    void neverMakesAWriterWaitAndLeavesTheOverflowToASweeper() {
        OutboxRelay idle = relay(2, 1);
        idle.resume();
        for (String id : List.of("a", "b", "c", "d")) {
            idle.handOver(THINGS, id, written(id, "e" + id));
        }

        assertThat(outboxes.claim(Instant.now().plus(Outbox.FIRST_CHANCE), Duration.ofSeconds(30), 10)
                        .handovers())
                .hasSize(4);
    }

    @Test
    void clearsEachOfMoreThanFitIntoOneBulk() {
        Clearer another = new Clearer(outboxes, backlog);
        for (int i = 0; i < 1_500; i++) {
            Handover handover = new Handover(THINGS, "n" + i, written("n" + i, "e" + i));
            another.add(new Clearer.Settlement(THINGS, outboxes.clearing(handover), true, () -> {}));
        }
        another.stop();
        another.run();

        assertThat(outboxes.pending()).isZero();
    }

    @Test
    void claimsOnlyWhatIsDueAndOnlyOnce() {
        written("due", Instant.now().minusSeconds(1), "e1");
        written("later", Instant.now().plusSeconds(5), "e2");

        assertThat(outboxes.claim(Instant.now(), Duration.ofSeconds(30), 10).handovers())
                .extracting(Handover::aggregate)
                .containsExactly("due");
        assertThat(outboxes.claim(Instant.now(), Duration.ofSeconds(30), 10).handovers())
                .isEmpty();
    }

    @Test
    void refusesAtTheBoundAndAcceptsAgainBelowIt() {
        backlog.counted(2, 0, null);
        backlog.requireRoom();
        backlog.written();
        assertThatThrownBy(backlog::requireRoom)
                .isInstanceOfSatisfying(
                        OutboxFull.class, full -> assertThat(full.retryAfter()).isEqualTo(Duration.ofSeconds(7)));

        backlog.settled(1);
        backlog.requireRoom();
    }

    /** The thread that sends all ended with the first Error, and its place in the window was lost. */
    @Test
    void sendsTheOthersAfterAnErrorWasThrown() {
        for (String id : List.of("t1", "t2", "t3")) {
            relay.handOver(THINGS, id, written(id, "thrown-" + id));
            await().until(relay::isAway);
            relay.resume();
        }
        relay.handOver(THINGS, "a", written("a", "e1"));
        broker.of("e1").complete(null);

        await().untilAsserted(() -> assertThat(outbox("a")).isNull());
        assertThat(outboxes.claim(Instant.now(), Duration.ofSeconds(30), 10).handovers())
                .extracting(Handover::aggregate)
                .containsExactlyInAnyOrder("t1", "t2", "t3");
    }

    /** The thread that clears ended with the first failure that was not the database's. */
    @Test
    void clearsTheOthersAfterAWriteThatCannotBeEncoded() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        clearer.add(new Clearer.Settlement(
                THINGS,
                new UpdateOneModel<>(new Document("_id", new Object()), new Document("$unset", new Document("x", 1))),
                true,
                failed::countDown));
        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        relay.handOver(THINGS, "a", written("a", "e1"));
        broker.of("e1").complete(null);

        await().untilAsserted(() -> assertThat(outbox("a")).isNull());
    }

    /** It was read from what was due first, so that a claim let the oldest look younger. */
    @Test
    void tellsTheAgeOfWhatHasWaitedLongestClaimedOrNot() {
        written("old", Instant.now().minusSeconds(1), "e1");
        await().pollDelay(Duration.ofMillis(5)).until(() -> true);
        written("young", Instant.now().minusSeconds(1), "e2");
        Instant old = document("old")
                .getEmbedded(List.of("outbox", "since"), Date.class)
                .toInstant();

        assertThat(outboxes.oldest()).isEqualTo(old);
        outboxes.claim(Instant.now(), Duration.ofSeconds(30), 1);
        assertThat(outboxes.oldest()).isEqualTo(old);
    }

    /** What a clock an hour ahead had set was taken up an hour later. */
    @Test
    void claimsWhatIsDueFurtherAheadThanAnybodySetsIt() {
        written("jumped", Instant.now().plus(Duration.ofHours(1)), "e1");
        written("later", Instant.now().plusSeconds(30), "e2");

        assertThat(outboxes.claim(Instant.now(), Duration.ofSeconds(30), 10).handovers())
                .extracting(Handover::aggregate)
                .containsExactly("jumped");
    }

    /** One collection with much to send, or much that is refused again and again, kept all others waiting. */
    @Test
    void claimsOfEachCollection() {
        Outboxes two = new Outboxes(mongo, List.of(new OutboxCollection(THINGS), new OutboxCollection("others")));
        written("a", Instant.now().minusSeconds(2), "e1");
        written("b", Instant.now().minusSeconds(2), "e2");
        mongo.getCollection("others").insertOne(document("a"));

        Outboxes.Claim claim = two.claim(Instant.now(), Duration.ofSeconds(30), 2);
        assertThat(claim.handovers()).extracting(Handover::collection).containsExactly(THINGS, THINGS, "others");
        assertThat(claim.more()).isTrue();
    }

    /** One of them stopped every claim, of all collections. */
    @Test
    void parksAnOutboxThatCannotBeReadAndClaimsTheOthers() {
        Instant past = Instant.now().minusSeconds(1);
        for (String field : List.of("entries", "last", "since")) {
            written(field, past, "e-" + field);
            mongo.getCollection(THINGS).updateOne(Filters.eq("_id", field), Updates.unset("outbox." + field));
        }
        written("wrong", past, "e1", "e2");
        mongo.getCollection(THINGS).updateOne(Filters.eq("_id", "wrong"), Updates.set("outbox.entries.1", "nonsense"));
        written("headless", past, "e3");
        mongo.getCollection(THINGS)
                .updateOne(Filters.eq("_id", "headless"), Updates.set("outbox.entries.0.headers", 5));
        written("keyless", past, "e4");
        mongo.getCollection(THINGS).updateOne(Filters.eq("_id", "keyless"), Updates.unset("outbox.entries.0.key"));
        written("whole", past, "e5");

        assertThat(outboxes.claim(Instant.now(), Duration.ofSeconds(30), 10).handovers())
                .extracting(Handover::aggregate)
                .containsExactly("whole");
        assertThat(outboxes.parked()).isEqualTo(6);
        assertThat(outboxes.pending()).isEqualTo(1);
        assertThat(document("wrong").getList("outboxParked", Document.class)).hasSize(2);
        assertThat(new ParkedEvents(outboxes).first(10))
                .extracting(ParkedEvents.ParkedEvent::id)
                .contains("e1", "e3", "e4", null);
    }

    /** Its parked events would go with the outbox that is cleared meanwhile. */
    @Test
    void releasesParkedEventsWithTheirBytesUnlessSomethingElseIsPending() {
        Outbox outbox = written("a", "e1", "e2");
        relay.handOver(THINGS, "a", outbox);
        broker.of("e1").completeExceptionally(new RecordTooLargeException("large"));
        broker.of("e2").complete(null);
        await().until(() -> outboxes.parked() == 1);
        ParkedEvents parked = new ParkedEvents(outboxes);
        mongo.getCollection(THINGS).updateOne(Filters.eq("_id", "a"), Updates.set("outbox.last", "e3"));
        assertThat(parked.release()).isZero();

        mongo.getCollection(THINGS).updateOne(Filters.eq("_id", "a"), Updates.unset("outbox"));
        assertThat(parked.release()).isEqualTo(1);
        assertThat(parked.release()).isZero();
        Outbox again = outboxes.claim(Instant.now(), Duration.ofSeconds(30), 10)
                .handovers()
                .get(0)
                .outbox();
        assertThat(again.entries())
                .usingRecursiveComparison()
                .isEqualTo(outbox.entries().subList(0, 1));
        assertThat(outboxes.parked()).isZero();
    }

    private Outbox written(String id, String... events) {
        return written(id, Instant.now().plus(Outbox.FIRST_CHANCE), events);
    }

    private Outbox written(String id, Instant due, String... events) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<PendingEvent> entries = Arrays.stream(events)
                .map(event -> new PendingEvent(event, "topic", id, Map.of("ce_id", event), new byte[] {1}))
                .toList();
        Outbox outbox = new Outbox(due, now, events[events.length - 1], entries);
        Document document = new Document();
        mongo.getConverter().write(outbox, document);
        mongo.save(new Document("_id", id).append("outbox", document), THINGS);
        return outbox;
    }

    private Document document(String id) {
        return mongo.getCollection(THINGS).find(new Document("_id", id)).first();
    }

    private Document outbox(String id) {
        return document(id).get("outbox", Document.class);
    }
}
