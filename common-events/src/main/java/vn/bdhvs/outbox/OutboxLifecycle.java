package vn.bdhvs.outbox;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the outbox before the first request is taken and stops it after the last was answered. A topic that is missing
 * or too narrow stops the start; a broker that is away does not. Stopping sends what is queued, for a few seconds.
 */
final class OutboxLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxLifecycle.class);

    private final Outboxes outboxes;
    private final Publisher publisher;
    private final OutboxRelay relay;
    private final Clearer clearer;
    private final Sweeper sweeper;
    private final Duration drain;
    private List<Thread> threads = List.of();

    OutboxLifecycle(
            Outboxes outboxes,
            Publisher publisher,
            OutboxRelay relay,
            Clearer clearer,
            Sweeper sweeper,
            OutboxProperties properties) {
        this.outboxes = outboxes;
        this.publisher = publisher;
        this.relay = relay;
        this.clearer = clearer;
        this.sweeper = sweeper;
        this.drain = properties.drain();
    }

    @Override
    public void start() {
        outboxes.createIndexes();
        if (publisher.connect()) {
            relay.resume();
        } else {
            LOG.warn("the broker cannot be reached; commands are accepted, and their events wait in the outbox");
        }
        relay.start();
        clearer.start();
        sweeper.start();
        threads = List.of(
                new Thread(relay, "outbox-relay"),
                new Thread(clearer, "outbox-clearer"),
                new Thread(sweeper, "outbox-sweeper"));
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    @Override
    public void stop() {
        sweeper.stop();
        relay.stop();
        try {
            threads.get(0).join(drain.toMillis());
            if (threads.get(0).isAlive() || !relay.awaitAnswers(drain)) {
                LOG.warn("not everything was sent; a sweeper will take it");
            }
            clearer.stop();
            threads.get(1).join(drain.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
        threads = List.of();
        publisher.disconnect();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    /** Before the web server starts, and after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
