package vn.bdhvs.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what was left behind: by a crash, a full queue or a broker that was away. Any number of instances may sweep at
 * once. It alone tries, ever less often, whether the broker is back.
 */
final class Sweeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

    private final Outboxes outboxes;
    private final OutboxRelay relay;
    private final Publisher publisher;
    private final OutboxProperties properties;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private Duration retry = FIRST_RETRY;
    private boolean catchingUp;

    Sweeper(Outboxes outboxes, OutboxRelay relay, Publisher publisher, OutboxProperties properties) {
        this.outboxes = outboxes;
        this.relay = relay;
        this.publisher = publisher;
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
            boolean wasAway = relay.isAway();
            if (wasAway) {
                catchingUp = true;
                if (!publisher.connect()) {
                    return laterAndLater();
                }
                relay.resume();
            }
            boolean more = sweep();
            if (relay.isAway()) {
                return laterAndLater();
            }
            if (more && wasAway) {
                // Time for the first answers: a broker that takes nothing must not be tried without a pause.
                return FIRST_RETRY;
            }
            retry = FIRST_RETRY;
            if (more) {
                return Duration.ZERO;
            }
            catchingUp = false;
            return properties.sweepEvery();
        } catch (UnfitTopic e) {
            LOG.error("nothing is sent until this is mended. {}", e.getMessage());
            return laterAndLater();
        } catch (RuntimeException e) {
            LOG.warn("the sweep failed and is tried again in {}", properties.sweepEvery(), e);
            return properties.sweepEvery();
        }
    }

    private Duration laterAndLater() {
        Duration pause = retry;
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(SLOWEST_RETRY) < 0 ? doubled : SLOWEST_RETRY;
        return pause;
    }

    /** Whether there may be more. */
    private boolean sweep() throws InterruptedException {
        // While the broker was away nobody used the first chance that a writer has.
        Instant dueBefore = catchingUp ? Instant.now().plus(Outbox.FIRST_CHANCE) : Instant.now();
        Outboxes.Claim claim = outboxes.claim(dueBefore, properties.lease(), properties.batch());
        if (!claim.handovers().isEmpty()) {
            LOG.info(
                    "took up {} outboxes that were left behind",
                    claim.handovers().size());
        }
        for (Handover handover : claim.handovers()) {
            relay.handOverClaimed(handover);
        }
        return claim.more();
    }

    /** To be called before {@link #run()}, the first time and after each {@link #stop()}. */
    void start() {
        stopped = new CountDownLatch(1);
    }

    void stop() {
        stopped.countDown();
    }
}
