package vn.bdhvs.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What lies on the topics before anybody reads them.
 *
 * @param events how many records
 * @param sums what they must come to
 */
record Load(int events, Events.Sums sums) {

    /** Puts events onto the topics; returns when all have been acknowledged. */
    static Load put(String brokers, Path project, int count) {
        return put(brokers, new Events(project, 20250301, count), count);
    }

    /** The same of other events. */
    static Load put(String brokers, Events events, int count) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "acks",
                        "all",
                        "linger.ms",
                        20,
                        "batch.size",
                        1 << 17,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            while (events.hasNext()) {
                producer.send(events.next(), (ack, failed) -> {
                    if (failed != null) {
                        failure.set(failed);
                    }
                });
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("not all was acknowledged", failure.get());
        }
        return new Load(count, events.sums());
    }

    /**
     * Checks that all are there.
     *
     * @throws WrongCount if there are more or fewer
     */
    void requireAll(long there) {
        if (there != events) {
            throw new WrongCount("%d of %d events are there".formatted(there, events));
        }
    }

    /**
     * Checks what was counted, by unit, day and measure.
     *
     * @throws WrongCount with some of what is not as it was sent
     */
    void requireSums(Map<String, Long> counted) {
        Map<String, Long> sent = sums.amounts();
        if (!counted.equals(sent)) {
            Map<String, Long> wrong = new HashMap<>(sent);
            wrong.entrySet().removeAll(counted.entrySet());
            throw new WrongCount("%d amounts of %d that were sent, such as %s, and %d were counted"
                    .formatted(
                            wrong.size(),
                            sent.size(),
                            wrong.entrySet().stream().limit(3).toList(),
                            counted.size()));
        }
    }
}
