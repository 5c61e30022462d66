package vn.bdhvs.analytics.redrive;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.kafka.KafkaConnection;

/** Sends records in windows: all of a window are under way at once, and each is awaited until all replicas have it. */
final class PuttingBack implements AutoCloseable {

    /** Compressed, as large ones may have been by their sender: the broker looks at the compressed size. */
    private static final Map<String, Object> SETTINGS = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            16L << 20,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            2 << 20,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            10_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            10_000);

    /**
     * For a whole window. A producer that lost its broker while it asked for a new epoch keeps its records for ever, so
     * its own timeouts are not enough.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Origin, Future<RecordMetadata>> underWay = new LinkedHashMap<>();
    private final Map<Origin, RecordMetadata> putBack = new LinkedHashMap<>();
    private final Set<Origin> tooLarge = new LinkedHashSet<>();
    private @Nullable KafkaException failure;

    /**
     * What became of some records.
     *
     * @param putBack where those lie that Kafka has
     * @param tooLarge those that it will never take
     * @param failure of one about which nothing is known; null if there is none
     */
    record Window(
            Map<Origin, RecordMetadata> putBack,
            Set<Origin> tooLarge,
            @Nullable KafkaException failure) {}

    /**
     * @param client settings beside or in place of those of all clients, such as who it is
     */
    PuttingBack(KafkaConnection kafka, Map<String, String> client) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(client);
        producer = new KafkaProducer<>(kafka.settings(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Takes a record on its way, and waits only while the buffer is full. After a failure nothing more is sent. */
    void send(Origin origin, ProducerRecord<byte[], byte[]> record) {
        if (failure == null) {
            Future<RecordMetadata> sent = producer.send(record);
            if (sent.isDone()) {
                settle(origin, sent, 0);
            } else {
                underWay.put(origin, sent);
            }
        }
    }

    /** Waits until it is known what became of all that is under way, or that it cannot be known. */
    Window await() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        underWay.forEach((origin, sent) -> settle(origin, sent, Math.max(0, until - System.nanoTime())));
        underWay.clear();
        Window window = new Window(Map.copyOf(putBack), Set.copyOf(tooLarge), failure);
        putBack.clear();
        tooLarge.clear();
        return window;
    }

    private void settle(Origin origin, Future<RecordMetadata> sent, long nanos) {
        try {
            putBack.put(origin, sent.get(nanos, TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException
                    || e.getCause() instanceof RecordBatchTooLargeException) {
                tooLarge.add(origin);
            } else {
                fail(origin, e.getCause());
            }
        } catch (TimeoutException e) {
            fail(origin, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void fail(Origin origin, @Nullable Throwable cause) {
        if (failure == null) {
            failure = new KafkaException("Kafka did not take the record of " + origin, cause);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
