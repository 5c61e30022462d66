package vn.bdhvs.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts an event onto the topics so many times a second, until it is stopped. */
final class Feeding implements AutoCloseable {

    /** More than it will ever put, so that all are of the morning of one day. */
    private static final int EVENTS = 1_000_000;

    private static final long SEED = 20250324;

    private final Events events;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile boolean stopped;

    private Feeding(Events events, KafkaProducer<byte[], byte[]> producer, int perSecond) {
        this.events = events;
        this.producer = producer;
        this.thread = new Thread(() -> feed(TimeUnit.SECONDS.toNanos(1) / perSecond), "feeding");
    }

    static Feeding start(String brokers, Path project, int perSecond) {
        Feeding feeding = new Feeding(
                new Events(project, SEED, EVENTS),
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers, "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                perSecond);
        feeding.thread.setDaemon(true);
        feeding.thread.start();
        return feeding;
    }

    private void feed(long everyNanos) {
        long due = System.nanoTime();
        while (!stopped) {
            producer.send(events.next());
            due += everyNanos;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** Stops it when all that was put is acknowledged, and tells what it comes to, by measure. */
    Map<String, Long> stop() {
        close();
        Map<String, Long> totals = new HashMap<>();
        events.sums()
                .amounts()
                .forEach((key, amount) -> totals.merge(key.substring(key.lastIndexOf(' ') + 1), amount, Long::sum));
        return totals;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        producer.close();
    }
}
