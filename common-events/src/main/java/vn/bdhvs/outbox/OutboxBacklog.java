package vn.bdhvs.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How much waits for the broker, over all instances, and whether more may be accepted. Counted in the database at
 * intervals and, in between, by what this process writes and clears. So the bound is kept but for what other instances
 * write or clear within one interval, and what is being written at the moment.
 */
public final class OutboxBacklog {

    private static final long LOOK_EVERY_MILLIS = 50;

    private final long bound;
    private final Duration retryAfter;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private volatile @Nullable Instant oldest;

    OutboxBacklog(long bound, Duration retryAfter) {
        this.bound = bound;
        this.retryAfter = retryAfter;
    }

    /** Whether {@link #requireRoom()} would refuse. */
    public boolean isFull() {
        return pending.get() >= bound;
    }

    /**
     * Called before a command is accepted.
     *
     * @throws OutboxFull if the bound is reached
     */
    public void requireRoom() {
        if (isFull()) {
            throw new OutboxFull(pending.get(), retryAfter);
        }
    }

    /**
     * Waits until there is room, for a batch that can wait as its sender cannot.
     *
     * @param longest real time
     * @throws OutboxFull if there was none within that time
     */
    public void awaitRoom(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (isFull() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requireRoom();
    }

    void written() {
        pending.incrementAndGet();
    }

    void settled(int aggregates) {
        pending.updateAndGet(count -> Math.max(0, count - aggregates));
    }

    void counted(long pendingNow, long parkedNow, @Nullable Instant oldestNow) {
        pending.set(pendingNow);
        parked.set(parkedNow);
        oldest = oldestNow;
    }

    /** How much may be pending at most. */
    long bound() {
        return bound;
    }

    long pending() {
        return pending.get();
    }

    long parked() {
        return parked.get();
    }

    /** Age of what has waited longest; zero when nothing waits. */
    Duration oldestAge() {
        return age(oldest);
    }

    /** Real time since a moment; zero if there is none, or if the clock has gone back behind it. */
    static Duration age(@Nullable Instant since) {
        Instant now = Instant.now();
        return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }
}
