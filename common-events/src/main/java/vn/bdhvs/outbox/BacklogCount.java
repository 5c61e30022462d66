package vn.bdhvs.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, at intervals, what waits and what is parked, over all instances. In a thread of its own: the bound and the
 * metrics must be right above all while the sweeper waits for a broker.
 */
final class BacklogCount implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogCount.class);

    private final Outboxes outboxes;
    private final OutboxBacklog backlog;
    private final Duration every;
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    BacklogCount(Outboxes outboxes, OutboxBacklog backlog, Duration every) {
        this.outboxes = outboxes;
        this.backlog = backlog;
        this.every = every;
    }

    void count() {
        backlog.counted(outboxes.pending(), outboxes.parked(), outboxes.oldest());
    }

    @Override
    public void run() {
        try {
            while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    count();
                } catch (RuntimeException e) {
                    LOG.warn("what waits could not be counted: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
    }

    /** Counts at once. To be called before {@link #run()}, the first time and after each {@link #stop()}. */
    void start() {
        stopped = new CountDownLatch(1);
        count();
    }

    void stop() {
        stopped.countDown();
    }
}
