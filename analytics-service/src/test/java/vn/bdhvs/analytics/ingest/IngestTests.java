package vn.bdhvs.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.local.TestPlatform;

/** Each test has a unit of its own, so that none sees another's figures. */
class IngestTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static SentEvents events;

    @Autowired
    private MongoTemplate mongo;

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
    void countsAnEventOnItsDoneDayAndOnItsReceivedDay() {
        Instant lateEvening = Instant.parse("2025-03-20T16:59:59Z");
        Instant pastMidnight = Instant.parse("2025-03-20T17:00:00Z");
        events.send(assist("25741", 4, lateEvening, pastMidnight));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(cell("25741", "2025-03-20", "done")).containsEntry("citizens", 4L);
            assertThat(cell("25741", "2025-03-21", "received")).containsEntry("n", 1L);
        });
        assertThat(cell("25741", "2025-03-21", "done")).isEmpty();
        assertThat(figures("25741", "2025-03-20").getEmbedded(List.of("hours", "done", "23", "assists", "n"), 0L))
                .isEqualTo(1L);
    }

    @Test
    void dropsACopyWhereverItArrives() {
        ActivityEvent event = assist("25744");
        events.send(event);
        events.send(event);
        ProducerRecord<String, byte[]> first = EventFormat.toRecord(event);
        events.send(new ProducerRecord<>(first.topic(), 0, "elsewhere", first.value(), first.headers()));
        events.send(new ProducerRecord<>(first.topic(), 1, "elsewhere", first.value(), first.headers()));
        awaitBarrier("25744");
        assertThat(cell("25744", "2025-03-20", "done")).containsEntry("n", 2L);
    }

    @Test
    void takesBackOnTheOriginalsDoneDayAndOnItsOwnReceivedDay() {
        ActivityEvent event = assist("25783");
        Instant nextDay = SentEvents.NOON.plus(Duration.ofDays(1));
        ActivityEvent retraction = event.retraction(event.source(), "retraction-of-" + event.id(), nextDay);
        events.send(event);
        events.send(retraction);
        events.send(event.retraction(URI.create("/elsewhere"), "another", nextDay.plusSeconds(1)));
        awaitBarrier("25783");
        assertThat(cell("25783", "2025-03-20", "done")).containsEntry("n", 1L).containsEntry("citizens", 3L);
        assertThat(cell("25783", "2025-03-20", "received")).containsEntry("n", 2L);
        assertThat(cell("25783", "2025-03-21", "received"))
                .containsEntry("n", -1L)
                .containsEntry("citizens", -3L);
    }

    @Test
    void takesBackWhatHasNotComeYet() {
        ActivityEvent event = assist("25786");
        ActivityEvent retraction = event.retraction(event.source(), "early-" + event.id(), SentEvents.NOON);
        ProducerRecord<String, byte[]> early = EventFormat.toRecord(retraction);
        events.send(new ProducerRecord<>(early.topic(), 2, early.key(), early.value(), early.headers()));
        await().atMost(SOON).untilAsserted(() -> assertThat(cell("25786", "2025-03-20", "done"))
                .containsEntry("n", -1L));
        events.send(event);
        awaitBarrier("25786");
        assertThat(cell("25786", "2025-03-20", "done")).containsEntry("n", 1L).containsEntry("citizens", 3L);
    }

    @Test
    void rejectsARetractionThatCarriesAnotherActivityThanTheOneBefore() {
        ActivityEvent event = assist("25789");
        ActivityEvent other = new ActivityEvent(
                event.source(),
                event.id(),
                event.subject(),
                event.time(),
                event.recordedTime(),
                assist("25789", 9, event.time(), event.recordedTime()).activity());
        events.send(event);
        events.send(event.retraction(event.source(), "right-" + event.id(), SentEvents.NOON));
        events.send(other.retraction(event.source(), "wrong-" + event.id(), SentEvents.NOON));
        awaitBarrier("25789");
        assertThat(cell("25789", "2025-03-20", "done")).containsEntry("citizens", 3L);
        assertThat(rejectionOf("wrong-" + event.id())).containsEntry("rejected_reason", "identity-reused");
        assertThat(rejectionOf("wrong-" + event.id()).get("rejected_detail"))
                .isEqualTo("the event %s of %s was taken back already, as another activity or at another time"
                        .formatted(event.id(), event.source()));
    }

    @Test
    void rejectsAnotherEventUnderAUsedIdentity() {
        ActivityEvent event = assist("25747");
        ActivityEvent impostor = new ActivityEvent(
                event.source(),
                event.id(),
                event.subject(),
                event.time(),
                event.recordedTime(),
                assist("25747", 9, event.time(), event.recordedTime()).activity());
        events.send(event);
        events.send(impostor);
        awaitBarrier("25747");
        assertThat(cell("25747", "2025-03-20", "done")).containsEntry("citizens", 6L);
        assertThat(rejectionOf(event.id())).containsEntry("rejected_reason", "identity-reused");
    }

    @Test
    void rejectsWhatIsNotOfTheContractAndCountsItsNeighbours() {
        ActivityEvent good = assist("25750");
        ProducerRecord<String, byte[]> sound = EventFormat.toRecord(good);
        events.send(good);
        events.send(new ProducerRecord<>("citizen-assisted", 0, "k", "{".getBytes(), sound.headers()));
        events.send(new ProducerRecord<>("citizen-assisted", 0, "k", null, withId(sound, "null-value")));
        events.send(new ProducerRecord<>("citizen-assisted", 0, "plain", "hello".getBytes()));
        events.send(new ProducerRecord<>(
                "citizen-assisted", 0, "k", bytes(assist("00000")), withId(sound, "unknown-unit")));
        events.send(new ProducerRecord<>("class-held", 0, "k", sound.value(), withId(sound, "wrong-topic")));
        events.send(new ProducerRecord<>("citizen-assisted", 0, "k", new byte[1_000_000], withId(sound, "oversize")));
        events.send(assist("25750", 3, SentEvents.NOON.plusSeconds(301), SentEvents.NOON));
        awaitBarrier("25750");
        assertThat(cell("25750", "2025-03-20", "done")).containsEntry("n", 2L);
        assertThat(rejectionOf("null-value")).containsEntry("rejected_reason", "unreadable");
        assertThat(rejectionOf("oversize")).containsEntry("rejected_reason", "invalid-data");
        assertThat(rejectionOf("unknown-unit")).containsEntry("rejected_reason", "unknown-unit");
        assertThat(rejectionOf("unknown-unit").get("rejected_detail")).contains("00000");
        assertThat(rejectionOf("wrong-topic"))
                .containsEntry("rejected_reason", "wrong-topic")
                .containsEntry("rejected_topic", "class-held");
    }

    @Test
    void countsNothingTwiceWhenEverythingIsReadAgain() {
        for (int i = 0; i < 50; i++) {
            events.send(assist("25753"));
        }
        awaitBarrier("25753");
        Document before = figures("25753", "2025-03-20");
        bindings.changeState("activities-in-0", BindingsLifecycleController.State.STOPPED);
        mongo.getCollection("progress").deleteMany(new Document());
        bindings.changeState("activities-in-0", BindingsLifecycleController.State.STARTED);
        awaitBarrier("25756");
        assertThat(figures("25753", "2025-03-20")).isEqualTo(before);
    }

    @Test
    void leavesNothingOutWhenProgressIsBehindAndNothingDoubleWhenFiguresAreAhead() {
        events.send(assist("25759"));
        awaitBarrier("25759");
        bindings.changeState("activities-in-0", BindingsLifecycleController.State.STOPPED);
        mongo.getCollection("progress")
                .updateMany(
                        new Document("offset", new Document("$gte", 1L)),
                        new Document("$inc", new Document("offset", -2L)).append("$unset", new Document("stamp", "")));
        for (int i = 0; i < 20; i++) {
            events.send(assist("25759"));
        }
        bindings.changeState("activities-in-0", BindingsLifecycleController.State.STARTED);
        await().atMost(SOON).untilAsserted(() -> assertThat(cell("25759", "2025-03-20", "done"))
                .containsEntry("n", 22L));
    }

    @Test
    void passesTheGapsThatATransactionLeavesInTheLog() {
        try (KafkaProducer<String, byte[]> transactional = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestPlatform.brokers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "a-trusted-emitter"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            transactional.initTransactions();
            for (int i = 0; i < 5; i++) {
                transactional.beginTransaction();
                ProducerRecord<String, byte[]> sound = EventFormat.toRecord(assist("25762"));
                transactional.send(new ProducerRecord<>(sound.topic(), 0, "k", sound.value(), sound.headers()));
                transactional.commitTransaction();
            }
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(cell("25762", "2025-03-20", "done"))
                .containsEntry("n", 5L));
    }

    /** Sends one more event of the unit to every partition and waits until all of them have been applied. */
    private void awaitBarrier(String unit) {
        ActivityEvent last = assist(unit);
        ProducerRecord<String, byte[]> sound = EventFormat.toRecord(last);
        for (int partition = 0; partition < 12; partition++) {
            events.send(new ProducerRecord<>(sound.topic(), partition, "k", sound.value(), sound.headers()));
        }
        Map<TopicPartition, Long> ends = ends();
        await().atMost(SOON).untilAsserted(() -> {
            Map<String, Long> progress = StreamSupport.stream(
                            mongo.getCollection("progress").find().spliterator(), false)
                    .collect(Collectors.toMap(
                            document -> document.getString("partition"), document -> document.getLong("offset")));
            long applied =
                    progress.values().stream().mapToLong(offset -> offset + 1).sum();
            assertThat(applied)
                    .isEqualTo(ends.values().stream().mapToLong(end -> end).sum());
        });
    }

    private static Map<TopicPartition, Long> ends() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(
                    List.of("volunteer-registered", "class-held", "citizen-assisted", "nil-reported").stream()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList());
        }
    }

    private static Map<String, String> rejectionOf(String id) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor("activity-rejected").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> rejected : consumer.poll(Duration.ofSeconds(1))) {
                    Map<String, String> headers = StreamSupport.stream(
                                    rejected.headers().spliterator(), false)
                            .collect(Collectors.toMap(Header::key, header -> new String(header.value()), (a, b) -> b));
                    if (id.equals(headers.get("ce_id"))) {
                        return headers;
                    }
                }
            }
            return Map.of();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestPlatform.brokers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Iterable<Header> withId(ProducerRecord<String, byte[]> sound, String id) {
        ProducerRecord<String, byte[]> copy =
                new ProducerRecord<>(sound.topic(), null, sound.key(), sound.value(), sound.headers());
        copy.headers().remove("ce_id").add("ce_id", id.getBytes());
        return copy.headers();
    }

    private static byte[] bytes(ActivityEvent event) {
        return EventFormat.toRecord(event).value();
    }

    private Document figures(String unit, String day) {
        Document found = mongo.getCollection("figures")
                .find(new Document("_id", "1/%s/%s@2024-05-01/%s".formatted(SentEvents.CAMPAIGN, unit, day)))
                .first();
        return found == null ? new Document() : found;
    }

    private Map<String, Object> cell(String unit, String day, String clock) {
        Document cell = figures(unit, day)
                .getEmbedded(
                        List.of(clock, "assists", "tri-thuc-tre", "chu-ky-so-ca-nhan", "completed"), new Document());
        return cell;
    }
}
