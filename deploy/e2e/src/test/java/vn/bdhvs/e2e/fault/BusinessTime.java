package vn.bdhvs.e2e.fault;

import java.time.Duration;
import java.time.Instant;

/**
 * The business clock that the services under test are started with, as the oracle reckons it: {@code start + rate ×
 * (real − anchor)}, to the millisecond.
 */
record BusinessTime(Instant start, Instant anchor, double rate) {

    /** Business time that is the real time. */
    static final BusinessTime REAL = new BusinessTime(Instant.EPOCH, Instant.EPOCH, 1);

    /** The business time of a real one, such as a broker's append time. */
    Instant at(Instant real) {
        return start.plusMillis(Math.round(Duration.between(anchor, real).toMillis() * rate));
    }

    Instant now() {
        return at(Instant.now());
    }
}
