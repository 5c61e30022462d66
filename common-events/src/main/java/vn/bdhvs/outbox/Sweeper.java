package vn.bdhvs.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what was left behind: by a crash, a full queue or a broker that was away. Any number of instances may sweep at
 * once. It counts the backlog, and it alone tries, ever less often, whether the broker is back.
 */
final class Sweeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

    private final Outboxes outboxes;
    private final OutboxRelay relay;
    private final Publisher publisher;
    private final OutboxBacklog backlog;
    private final OutboxProperties properties;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private Duration retry = FIRST_RETRY;
    private boolean catchingUp;
    private Instant nextCount = Instant.EPOCH;

    Sweeper(
            Outboxes outboxes,
            OutboxRelay relay,
            Publisher publisher,
            OutboxBacklog backlog,
            OutboxProperties properties) {
        this.outboxes = outboxes;
        this.relay = relay;
        this.publisher = publisher;
        this.backlog = backlog;
        this.properties = properties;
    }

    @Override
    public void run() {
        Duration pause = Duration.ZERO;
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = next();
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
    }

    /** One step; answers how long to wait before the next. */
    private Duration next() throws InterruptedException {
        try {
            count();
            catchingUp |= relay.isAway();
            if (relay.isAway() && !publisher.connect()) {
                Duration pause = retry;
                Duration doubled = retry.multipliedBy(2);
                retry = doubled.compareTo(SLOWEST_RETRY) < 0 ? doubled : SLOWEST_RETRY;
                return pause;
            }
            retry = FIRST_RETRY;
            relay.resume();
            if (sweep() == properties.batch()) {
                return Duration.ZERO;
            }
            catchingUp = false;
            return properties.sweepEvery();
        } catch (RuntimeException e) {
            LOG.warn("the sweep failed and is tried again in {}", properties.sweepEvery(), e);
            return properties.sweepEvery();
        }
    }

    private int sweep() throws InterruptedException {
        // While the broker was away nobody used the first chance that a writer has.
        Instant dueBefore = catchingUp ? Instant.now().plus(Outbox.FIRST_CHANCE) : Instant.now();
        List<Handover> claimed = outboxes.claim(dueBefore, properties.lease(), properties.batch());
        if (!claimed.isEmpty()) {
            LOG.info("took up {} outboxes that were left behind", claimed.size());
        }
        for (Handover handover : claimed) {
            relay.handOverClaimed(handover);
        }
        return claimed.size();
    }

    /** No oftener than it sweeps at rest: counting reads all that is pending, and must not slow down the draining. */
    private void count() {
        if (!Instant.now().isBefore(nextCount)) {
            backlog.counted(outboxes.pending(), outboxes.parked(), outboxes.oldest());
            nextCount = Instant.now().plus(properties.sweepEvery());
        }
    }

    /** To be called before {@link #run()}, the first time and after each {@link #stop()}. */
    void start() {
        stopped = new CountDownLatch(1);
    }

    void stop() {
        stopped.countDown();
    }
}
