package vn.bdhvs.e2e.fault;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts records straight onto Kafka, as those may whom the province trusts. Sends are pipelined and each ack is looked
 * at; where each bad one came to lie is told, with the reason for which it has to be rejected.
 */
final class Emitter implements AutoCloseable {

    private static final int MOST_BYTES = 20 << 20;
    private static final long PATIENCE_SECONDS = 120;

    private final ActivityLog log;
    private final KafkaProducer<String, byte[]> producer;
    private final BiConsumer<Place, String> toBeRejected;
    private final AtomicLong acknowledged = new AtomicLong();

    /**
     * Connects.
     *
     * @param toBeRejected told of each bad record, as soon as it was acknowledged, where it lies and for which reason it
     *     has to be rejected
     */
    Emitter(String brokers, BiConsumer<Place, String> toBeRejected) {
        this.log = new ActivityLog(brokers);
        this.toBeRejected = toBeRejected;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        5,
                        "batch.size",
                        1 << 16,
                        "compression.type",
                        "lz4",
                        "max.request.size",
                        MOST_BYTES,
                        "buffer.memory",
                        4L * MOST_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Sends in this order, and returns when all have been acknowledged.
     *
     * @throws IllegalStateException if one was not
     */
    void send(List<Shipment> shipments) {
        Map<String, String> ids =
                log.topicIds(shipments.stream().map(Shipment::topic).distinct().toList());
        Map<String, Integer> partitions = new HashMap<>();
        ids.keySet()
                .forEach(topic ->
                        partitions.put(topic, producer.partitionsFor(topic).size()));
        CountDownLatch outstanding = new CountDownLatch(shipments.size());
        AtomicReference<Exception> failure = new AtomicReference<>();
        for (Shipment shipment : shipments) {
            producer.send(toRecord(shipment, partitions.get(shipment.topic())), (ack, failed) -> {
                if (failed != null) {
                    failure.set(failed);
                } else {
                    acknowledged(shipment, ack, ids.get(shipment.topic()));
                }
                outstanding.countDown();
            });
        }
        producer.flush();
        try {
            if (!outstanding.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || failure.get() != null) {
                throw new IllegalStateException(outstanding.getCount() + " were not answered", failure.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void acknowledged(Shipment shipment, RecordMetadata ack, String topicId) {
        acknowledged.incrementAndGet();
        if (shipment.rejected() != null) {
            toBeRejected.accept(new Place(topicId, ack.partition(), ack.offset()), shipment.rejected());
        }
    }

    private static ProducerRecord<String, byte[]> toRecord(Shipment shipment, int partitions) {
        RecordHeaders headers = new RecordHeaders();
        shipment.headers()
                .forEach((name, text) -> headers.add(new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8))));
        Integer partition = shipment.partition() == null ? null : shipment.partition() % partitions;
        return new ProducerRecord<>(shipment.topic(), partition, shipment.key(), shipment.value(), headers);
    }

    /** How many were acknowledged so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        producer.close();
        log.close();
    }
}
