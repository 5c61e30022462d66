package vn.bdhvs.e2e.fault;

import static vn.bdhvs.e2e.fault.BrokerAnswers.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginnings to their ends, in no group, with a plain consumer. */
final class ActivityLog implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String brokers;
    private final Admin admin;

    ActivityLog(String brokers) {
        this.brokers = brokers;
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** A record and where it lies. */
    record Located(Place place, ConsumerRecord<byte[], byte[]> polled) {

        Instant appended() {
            return Instant.ofEpochMilli(polled.timestamp());
        }
    }

    /**
     * Hands over every record that the topics hold now.
     *
     * @return by partition key, the offset that the next record will get
     */
    Map<String, Long> read(Collection<String> topics, Consumer<Located> visitor) {
        Map<String, String> ids = topicIds(topics);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
            Map<String, Long> ends = new TreeMap<>();
            left.forEach((partition, end) ->
                    ends.put(new Place(ids.get(partition.topic()), partition.partition(), 0).partitionKey(), end));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!left.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the log could not be read to its end: " + left);
                }
                consumer.poll(Duration.ofMillis(200))
                        .forEach(polled -> visitor.accept(new Located(
                                new Place(ids.get(polled.topic()), polled.partition(), polled.offset()), polled)));
                left.entrySet().removeIf(each -> consumer.position(each.getKey()) >= each.getValue());
            }
            return ends;
        }
    }

    /** Names of all topics, Kafka's own too. */
    Set<String> topics() {
        return answer(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    }

    /** By partition key, the offset that the next record will get. */
    Map<String, Long> ends(Collection<String> topics) {
        Map<String, String> ids = new HashMap<>();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        describe(topics).forEach((topic, description) -> {
            ids.put(topic, description.topicId().toString());
            description
                    .partitions()
                    .forEach(each -> latest.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
        });
        Map<String, Long> ends = new TreeMap<>();
        answer(admin.listOffsets(latest).all())
                .forEach((partition, end) -> ends.put(
                        new Place(ids.get(partition.topic()), partition.partition(), 0).partitionKey(), end.offset()));
        return ends;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic).forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
        }
        return partitions;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "max.poll.records",
                        20_000,
                        "max.partition.fetch.bytes",
                        4 << 20,
                        "fetch.max.bytes",
                        16 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Kafka's ids of the topics as they are now. */
    Map<String, String> topicIds(Collection<String> topics) {
        Map<String, String> ids = new HashMap<>();
        describe(topics)
                .forEach((topic, description) ->
                        ids.put(topic, description.topicId().toString()));
        return ids;
    }

    private Map<String, TopicDescription> describe(Collection<String> topics) {
        return answer(admin.describeTopics(topics).allTopicNames());
    }

    @Override
    public void close() {
        admin.close();
    }
}
