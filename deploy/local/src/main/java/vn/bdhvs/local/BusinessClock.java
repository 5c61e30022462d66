package vn.bdhvs.local;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of the campaign, as the services tell it too: it stood at {@code start} when the real time was {@code
 * anchor}, and runs {@code rate} times as fast.
 */
public record BusinessClock(Instant start, Instant anchor, double rate) {

    /** When the first campaign's own material was at its fullest; the screen says that it is not today. */
    static final Instant USUAL_START = Instant.parse("2025-03-26T01:00:00Z");

    public Instant now() {
        return at(Instant.now());
    }

    Instant at(Instant real) {
        return start.plusNanos((long) (Duration.between(anchor, real).toNanos() * rate));
    }
}
