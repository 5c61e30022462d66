package vn.bdhvs.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the outbox before the first request is taken and stops it after the last was answered. A topic that is missing
 * or too narrow stops the start; a broker that is away does not. Stopping sends what is queued, for a few seconds.
 */
final class OutboxLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxLifecycle.class);

    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private final Outboxes outboxes;
    private final Publisher publisher;
    private final OutboxRelay relay;
    private final Clearer clearer;
    private final Sweeper sweeper;
    private final BacklogCount count;
    private final Duration drain;
    private List<Thread> threads = List.of();

    OutboxLifecycle(
            Outboxes outboxes,
            Publisher publisher,
            OutboxRelay relay,
            Clearer clearer,
            Sweeper sweeper,
            BacklogCount count,
            OutboxProperties properties) {
        this.outboxes = outboxes;
        this.publisher = publisher;
        this.relay = relay;
        this.clearer = clearer;
        this.sweeper = sweeper;
        this.count = count;
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
        count.start();
        threads = List.of(
                keptAlive("outbox-relay", relay),
                keptAlive("outbox-clearer", clearer),
                keptAlive("outbox-sweeper", sweeper),
                keptAlive("outbox-count", count));
        threads.forEach(Thread::start);
    }

    /** A thread whose task is taken up again when it was thrown out of it, and which ends when the task returns. */
    private static Thread keptAlive(String name, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    while (!ends(name, task)) {
                        LockSupport.parkNanos(RESTART_PAUSE.toNanos());
                    }
                },
                name);
        thread.setDaemon(true);
        return thread;
    }

    private static boolean ends(String name, Runnable task) {
        try {
            task.run();
            return true;
        } catch (Throwable e) {
            LOG.error("{} failed and is started again", name, e);
            return false;
        }
    }

    @Override
    public void stop() {
        count.stop();
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
