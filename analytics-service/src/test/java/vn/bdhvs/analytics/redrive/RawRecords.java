package vn.bdhvs.analytics.redrive;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records as bytes, as the broker has them. */
final class RawRecords implements AutoCloseable {

    private final String brokers;
    private final KafkaProducer<byte[], byte[]> producer;

    RawRecords(String brokers) {
        this.brokers = brokers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "compression.type", "lz4", "max.request.size", 16 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    ProducerRecord<byte[], byte[]> of(ProducerRecord<String, byte[]> sound, int partition, byte[] key, byte[] value) {
        return new ProducerRecord<>(sound.topic(), partition, key, value, sound.headers());
    }

    /** Sends them, and tells at which origin each lies. */
    Map<String, ProducerRecord<byte[], byte[]>> send(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, ProducerRecord<byte[], byte[]>> byOrigin = new LinkedHashMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            String topic = records.get(0).topic();
            String id = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId()
                    .toString();
            List<Future<RecordMetadata>> acks =
                    records.stream().map(producer::send).toList();
            for (int i = 0; i < records.size(); i++) {
                RecordMetadata lies = acks.get(i).get();
                byOrigin.put("%s:%d:%d".formatted(id, lies.partition(), lies.offset()), records.get(i));
            }
            return byOrigin;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends all of a source once more on their topic. */
    void sendAgain(String topic, String source) {
        from(topic, source)
                .forEach(record -> producer.send(
                        new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers())));
        producer.flush();
    }

    /** All that a topic holds of a source, in binary mode. */
    List<ConsumerRecord<byte[], byte[]>> from(String topic, String source) {
        return all(topic).stream()
                .filter(record -> source.equals(text(record.headers(), "ce_source")))
                .toList();
    }

    /** What was put back of this origin. */
    List<ConsumerRecord<byte[], byte[]>> redriven(String topic, String origin) {
        return all(topic).stream()
                .filter(record -> origin.equals(text(record.headers(), "redriven")))
                .toList();
    }

    static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(
                            0, consumer.partitionsFor(topic).size())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
