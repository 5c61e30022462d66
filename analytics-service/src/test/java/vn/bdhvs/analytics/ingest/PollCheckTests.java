package vn.bdhvs.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.analytics.fold.ProgressWentBack;
import vn.bdhvs.analytics.fold.RecordStamp;
import vn.bdhvs.analytics.kafka.KafkaConnection;
import vn.bdhvs.local.TestPlatform;

/**
 * What is done about logs, topics and stores that are not what they were. Progress lies in a document store behind the
 * real wire; the consumer is Kafka's own mock, since no broker can be told to lose the tail of its log.
 */
class PollCheckTests {

    private static final TopicPartition PARTITION = new TopicPartition("citizen-assisted", 3);

    private static MongoClient client;

    private final Map<String, String> topics = new HashMap<>(Map.of("citizen-assisted", "first"));
    private SimpleMeterRegistry meters;
    private Progress progress;
    private Incarnations incarnations;
    private Partitions partitions;
    private PollCheck check;
    private Patrol patrol;
    private MockConsumer<byte[], byte[]> consumer;
    private MongoTemplate mongo;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(TestPlatform.mongoUri("pollcheck"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void aPartitionWithTenRecordsOfWhichNoneIsApplied() {
        client.getDatabase("pollcheck").drop();
        mongo = new MongoTemplate(client, "pollcheck");
        progress = new Progress(mongo);
        incarnations = new Incarnations(mongo);
        restart();
        log(0, 10);
    }

    /** Another process that reads the same partition, with the same store. */
    private void restart() {
        meters = new SimpleMeterRegistry();
        Generations generations = new Generations(mongo);
        TopicIds ids = new TopicIds(new KafkaConnection(TestPlatform.brokers(), Map.of())) {
            @Override
            Map<String, String> of(Collection<String> asked) {
                Map<String, String> found = new HashMap<>(topics);
                found.keySet().retainAll(asked);
                return found;
            }
        };
        partitions = new Partitions(ids, incarnations, progress, generations, meters);
        check = new PollCheck(partitions, progress);
        patrol = new Patrol(partitions, check, progress, generations);
        consumer = new MockConsumer<>("earliest");
        consumer.assign(Set.of(PARTITION));
    }

    private void log(long begin, long end) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, begin));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
    }

    @Test
    void appliesWhatFollowsUponProgressAndNothingTwice() {
        partitions.open(Set.of(PARTITION), consumer);
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(apply(records(0, 4))).containsExactly(0L, 1L, 2L, 3L);
        assertThat(apply(records(4, 6))).containsExactly(4L, 5L);
    }

    @Test
    void beginsAtProgressAfterARestartWhereItSeesTheRecordThatWasAppliedLast() {
        applied(0, 4);
        restart();
        log(0, 10);
        partitions.open(Set.of(PARTITION), consumer);
        assertThat(consumer.position(PARTITION)).isEqualTo(3);
        assertThat(apply(records(3, 6))).containsExactly(4L, 5L);
    }

    @Test
    void haltsWhereAnotherRecordLiesAtProgress() {
        applied(0, 4);
        restart();
        log(0, 10);
        partitions.open(Set.of(PARTITION), consumer);
        List<ConsumerRecord<?, byte[]>> rewritten = new ArrayList<>(List.of(written(3, "after the tail was lost", 7)));
        rewritten.addAll(records(4, 6));
        assertThat(apply(rewritten)).isEmpty();
        assertThat(reason()).contains("written anew");
        assertThat(consumer.paused()).containsExactly(PARTITION);
        assertThat(meters.get("ingest.partitions.halted").gauge().value()).isEqualTo(1);
    }

    @Test
    void looksAgainWhenANewLeaderDeliversAndHaltsIfItHasLostTheTail() {
        applied(0, 4);
        assertThat(apply(List.of(written(4, "record 4", 8)))).isEmpty();
        assertThat(consumer.position(PARTITION)).isEqualTo(3);
        assertThat(apply(List.of(written(3, "another", 8), written(4, "record 4", 8))))
                .isEmpty();
        assertThat(reason()).contains("written anew");
    }

    @Test
    void takesAPollThatIsTriedAgainAfterAFailureForNoSecondLook() {
        applied(0, 4);
        List<ConsumerRecord<?, byte[]>> tried = List.of(written(4, "record 4", 8));
        assertThat(apply(tried)).isEmpty();
        assertThat(apply(tried)).isEmpty();
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(PARTITION)).isEqualTo(3);
        assertThat(apply(List.of(written(3, "record 3", 8), written(4, "record 4", 8))))
                .containsExactly(4L);
    }

    @Test
    void goesOnUnderANewLeaderThatHasKeptTheLog() {
        applied(0, 4);
        assertThat(apply(List.of(written(4, "record 4", 8)))).isEmpty();
        assertThat(apply(List.of(written(3, "record 3", 7), written(4, "record 4", 8))))
                .containsExactly(4L);
        assertThat(apply(List.of(written(5, "record 5", 8)))).containsExactly(5L);
    }

    @Test
    void looksTwiceAtAGapAndThenPassesIt() {
        applied(0, 4);
        assertThat(apply(records(6, 8))).isEmpty();
        assertThat(consumer.position(PARTITION)).isEqualTo(3);
        assertThat(apply(records(3, 4))).isEmpty();
        assertThat(apply(records(6, 8))).containsExactly(6L, 7L);
    }

    @Test
    void haltsWhereTheHeadOfTheLogWasCutBeforeItWasRead() {
        applied(0, 4);
        log(6, 10);
        assertThat(apply(records(6, 8))).isEmpty();
        assertThat(reason()).contains("the log begins at 6");
    }

    @Test
    void haltsWhereTheHeadOfALogWasCutOfWhichNothingHasBeenRead() {
        log(2, 10);
        partitions.open(Set.of(PARTITION), consumer);
        assertThat(reason()).contains("offset 0 comes next, but the log begins at 2");
    }

    @Test
    void goesOnWhereRetentionTookOnlyWhatHadBeenApplied() {
        applied(0, 4);
        restart();
        log(4, 10);
        partitions.open(Set.of(PARTITION), consumer);
        assertThat(apply(records(4, 6))).containsExactly(4L, 5L);
    }

    @Test
    void haltsWhereTheTailWasCutWhetherOrNotSomethingIsPolled() {
        applied(0, 4);
        log(0, 2);
        patrol.look(consumer, Set.of());
        assertThat(reason()).contains("the log ends at 2");
    }

    @Test
    void readsAPartitionAnewFromItsBeginningWhenAnOperatorSaysSo() {
        applied(0, 4);
        log(2, 3);
        patrol.look(consumer, Set.of());
        incarnations.begin("first", PARTITION, "operator", Instant.EPOCH);
        patrol.look(consumer, Set.of());
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(PARTITION)).isEqualTo(2);
        assertThat(apply(records(2, 3))).containsExactly(2L);
        assertThat(open().key()).isEqualTo("first~2:3");
    }

    @Test
    void readsAPartitionAnewOnceThoughItWasOrderedTwice() {
        applied(0, 4);
        log(2, 3);
        patrol.look(consumer, Set.of());
        incarnations.begin("first", PARTITION, "operator", Instant.EPOCH);
        patrol.look(consumer, Set.of());
        assertThat(apply(records(2, 3))).containsExactly(2L);
        incarnations.begin("first", PARTITION, "another operator", Instant.EPOCH);
        restart();
        log(2, 3);
        partitions.open(Set.of(PARTITION), consumer);
        assertThat(open().key()).isEqualTo("first~2:3");
        incarnations.begin("first~2", PARTITION, "operator", Instant.EPOCH);
        partitions.open(Set.of(PARTITION), consumer);
        assertThat(open().key()).isEqualTo("first~3:3");
    }

    @Test
    void readsATopicThatWasMadeAgainFromItsBeginningThoughItsOffsetsWouldFit() {
        applied(0, 4);
        topics.put("citizen-assisted", "second");
        assertThat(apply(records(4, 6))).isEmpty();
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(apply(records(0, 6))).hasSize(6);
        assertThat(meters.get("ingest.topics.remade").counter().count()).isEqualTo(1);
    }

    @Test
    void leavesATopicThatIsNotThereAlone() {
        applied(0, 4);
        topics.clear();
        assertThat(apply(records(4, 6))).isEmpty();
        assertThat(partitions.find(PARTITION)).isEmpty();
    }

    @Test
    void readsAgainFromWhereARestoredStoreStands() {
        applied(0, 4);
        applied(4, 8);
        storeHas(3, 3);
        assertThat(apply(records(8, 9))).isEmpty();
        assertThat(apply(records(3, 9))).containsExactly(4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void noticesARestoredStoreWithoutANewRecord() {
        applied(0, 4);
        applied(4, 8);
        consumer.seek(PARTITION, 8);
        storeHas(3, 3);
        patrol.look(consumer, Set.of());
        assertThat(consumer.position(PARTITION)).isEqualTo(3);
    }

    @Test
    void findsRecordsThatAPollHasLostWithoutANewRecord() {
        applied(0, 4);
        consumer.seek(PARTITION, 7);
        patrol.look(consumer, Set.of());
        assertThat(consumer.position(PARTITION)).isEqualTo(3);
    }

    @Test
    void raisesProgressFromWhereAStepBeginsOnly() {
        String key = "first:3";
        RecordStamp stamp = Stamps.of(written(5, "record 5", 7));
        progress.advance(1, Map.of(key, new Progress.Step(Progress.NONE, 5, stamp)));
        progress.advance(1, Map.of(key, new Progress.Step(Progress.NONE, 3, stamp)));
        assertThat(progress.read(1, Set.of(key)).of(key).offset()).isEqualTo(5);
        assertThatThrownBy(() -> progress.advance(1, Map.of(key, new Progress.Step(7, 9, stamp))))
                .isInstanceOf(ProgressWentBack.class);
        mongo.getCollection("progress").deleteMany(new Document());
        assertThatThrownBy(() -> progress.advance(1, Map.of(key, new Progress.Step(5, 9, stamp))))
                .isInstanceOf(ProgressWentBack.class);
        assertThat(progress.read(1, Set.of(key)).of(key).offset()).isEqualTo(Progress.NONE);
    }

    /** What is due of a poll, taken as applied. */
    private List<Long> apply(List<ConsumerRecord<?, byte[]>> polled) {
        PollCheck.Due due = check.due(new PolledRecords(polled, consumer), 1);
        progress.advance(1, due.steps());
        partitions.advance(due.steps());
        return due.records().stream().map(each -> each.origin().offset()).toList();
    }

    private void applied(long from, long to) {
        if (partitions.find(PARTITION).isEmpty()) {
            partitions.open(Set.of(PARTITION), consumer);
        }
        assertThat(apply(records(from, to))).hasSize((int) (to - from));
    }

    /** As a store restored from a backup has it. */
    private void storeHas(long offset, long ofRecord) {
        mongo.getCollection("progress")
                .updateOne(
                        new Document("_id", "1/first:3"),
                        new Document(
                                "$set",
                                new Document("offset", offset)
                                        .append(
                                                "stamp",
                                                Stamps.of(written(ofRecord, "record " + ofRecord, 7))
                                                        .toDocument())));
    }

    private static List<ConsumerRecord<?, byte[]>> records(long from, long to) {
        List<ConsumerRecord<?, byte[]>> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            records.add(written(offset, "record " + offset, 7));
        }
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> written(long offset, String value, int leaderEpoch) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                1_742_900_000_000L + offset,
                TimestampType.LOG_APPEND_TIME,
                0,
                bytes.length,
                new byte[0],
                bytes,
                new RecordHeaders(),
                Optional.of(leaderEpoch));
    }

    private OpenPartition open() {
        return partitions.find(PARTITION).orElseThrow();
    }

    private String reason() {
        return String.valueOf(open().halted());
    }
}
