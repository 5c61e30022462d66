package vn.bdhvs.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what this service wrote before. It joins no group, so it needs the right to read the topic and no other. */
public final class TopicReader {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> settings;

    /** @param connection how to reach the broker */
    TopicReader(Map<String, Object> connection) {
        settings = new HashMap<>(connection);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    }

    /**
     * Gives the values of all records from the beginning of a topic to where it ends now, those of one key in the order in
     * which they were written. Nothing is remembered of it at the broker.
     *
     * @throws KafkaException if the broker sends nothing for ten seconds or does not let this service read, when some may
     *     have been given already
     */
    public void read(String topic, Consumer<byte[]> taker) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long position = position(consumer, partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
                // Compaction leaves batches without records: the position goes on, and nothing comes.
                long next = position(consumer, partitions);
                if (records.isEmpty() && next == position) {
                    throw new TimeoutException("the broker sends nothing of " + topic);
                }
                position = next;
                for (ConsumerRecord<byte[], byte[]> each : records) {
                    if (each.value() != null) {
                        taker.accept(each.value());
                    }
                }
            }
        }
    }

    private static long position(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
        return partitions.stream().mapToLong(consumer::position).sum();
    }
}
