package vn.bdhvs.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, as any consumer sees it. */
public final class Topic implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public Topic(String brokers, String name) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything with this key so far. */
    public List<ConsumerRecord<String, byte[]>> withKey(String key) {
        return all().stream().filter(each -> key.equals(each.key())).toList();
    }

    public List<ConsumerRecord<String, byte[]>> all() {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        return seen;
    }

    /** Waits for the records with this key, for ten seconds at most. */
    public List<ConsumerRecord<String, byte[]>> awaitKey(String key) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        List<ConsumerRecord<String, byte[]>> found = withKey(key);
        while (found.isEmpty() && System.nanoTime() < end) {
            found = withKey(key);
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
