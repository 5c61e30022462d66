package vn.bdhvs.analytics.redrive;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.kafka.KafkaConnection;

/**
 * One pass through the topic of rejected records, from its beginning to where it ended when it was opened. Holds a few
 * megabytes at a time, however long it is.
 */
final class RejectedTopic implements AutoCloseable {

    /** Headers that a rejection adds begin so; see the ingest's rejections. */
    static final String HEADER_PREFIX = "rejected_";

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TIMEOUT_MS = 10_000;
    private static final Map<String, Object> SETTINGS = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            8 << 20,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1_000,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            TIMEOUT_MS,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            TIMEOUT_MS);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<String, Integer> partitions = new HashMap<>();

    /**
     * Finds out where the topic begins and ends.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer in time
     */
    RejectedTopic(KafkaConnection kafka, String topic) {
        consumer =
                new KafkaConsumer<>(kafka.settings(SETTINGS), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(all);
            ends = consumer.endOffsets(all);
            consumer.beginningOffsets(all).forEach(consumer::seek);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Whether there is more to be read. */
    boolean hasMore() {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    /**
     * The next records by the origin that they were rejected at, written; of those of one origin, which are the same, one.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer in time
     */
    Map<String, ConsumerRecord<byte[], byte[]>> next() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Map<String, ConsumerRecord<byte[], byte[]>> records = new LinkedHashMap<>();
        while (records.isEmpty() && hasMore()) {
            if (System.nanoTime() - until > 0) {
                throw new TimeoutException("no rejected record came within " + PATIENCE);
            }
            for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
                origin(polled.headers()).ifPresent(origin -> records.putIfAbsent(origin.written(), polled));
            }
        }
        return records;
    }

    private static Optional<Origin> origin(Headers headers) {
        return Origin.parse(String.join(
                ":",
                text(headers, HEADER_PREFIX + "topicid"),
                text(headers, HEADER_PREFIX + "partition"),
                text(headers, HEADER_PREFIX + "offset")));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** How many partitions another topic has; 0 if there is none of that name. */
    int partitionsOf(String topic) {
        return partitions.computeIfAbsent(topic, name -> {
            List<PartitionInfo> found = consumer.partitionsFor(name);
            return found == null ? 0 : found.size();
        });
    }

    @Override
    public void close() {
        consumer.close();
    }
}
