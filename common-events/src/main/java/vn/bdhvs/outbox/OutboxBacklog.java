package vn.bdhvs.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How much waits for the broker, over all instances, and whether more may be accepted. Counted in the database at each
 * sweep and, in between, by what this process writes and clears; the bound is therefore kept approximately.
 */
public final class OutboxBacklog {

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

    long pending() {
        return pending.get();
    }

    long parked() {
        return parked.get();
    }

    /** Age, in real time, of what has waited longest; zero when nothing waits. */
    Duration oldestAge() {
        Instant since = oldest;
        return since == null ? Duration.ZERO : Duration.between(since, Instant.now());
    }
}
