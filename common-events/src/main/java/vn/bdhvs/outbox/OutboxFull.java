package vn.bdhvs.outbox;

import java.time.Duration;

/**
 * So many events wait for the broker that no further command is accepted. The sender should come again after
 * {@link #retryAfter()}; nothing was written.
 */
public final class OutboxFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    OutboxFull(long pending, Duration retryAfter) {
        super(pending + " events wait for the broker");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
