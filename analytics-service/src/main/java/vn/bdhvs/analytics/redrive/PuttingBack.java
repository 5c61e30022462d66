package vn.bdhvs.analytics.redrive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
            10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            20_000);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Origin, Future<RecordMetadata>> underWay = new LinkedHashMap<>();

    PuttingBack(KafkaConnection kafka) {
        producer = new KafkaProducer<>(kafka.settings(SETTINGS), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Takes a record on its way; waits only while the buffer is full. */
    void send(Origin origin, ProducerRecord<byte[], byte[]> record) {
        underWay.put(origin, producer.send(record));
    }

    /**
     * What became of a window.
     *
     * @param putBack where those lie that Kafka has
     * @param tooLarge those that it will never take
     * @param failure of the first of the others, about which nothing is known; null if there are none
     */
    record Window(
            Map<Origin, RecordMetadata> putBack,
            Map<Origin, String> tooLarge,
            @Nullable KafkaException failure) {}

    /** Waits for all that is under way. */
    Window await() {
        producer.flush();
        Map<Origin, RecordMetadata> putBack = new LinkedHashMap<>();
        Map<Origin, String> tooLarge = new LinkedHashMap<>();
        KafkaException failure = null;
        for (Map.Entry<Origin, Future<RecordMetadata>> sent : underWay.entrySet()) {
            try {
                putBack.put(sent.getKey(), sent.getValue().get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RecordTooLargeException
                        || e.getCause() instanceof RecordBatchTooLargeException) {
                    tooLarge.put(sent.getKey(), "its topic takes no record of its size");
                } else if (failure == null) {
                    failure = new KafkaException("Kafka did not take the record of " + sent.getKey(), e.getCause());
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        underWay.clear();
        return new Window(putBack, tooLarge, failure);
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ZERO);
    }
}
