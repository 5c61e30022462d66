package vn.bdhvs.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The clock of the campaign: "today", "yesterday at this hour", pace, checks for future dates and the demo all read it.
 * In production it is the real time. In a demonstration it started at a chosen instant of the campaign and runs at a
 * chosen rate: {@code now = start + rate × (real − anchor)}. Every service configured alike agrees on it. Tokens,
 * leases and timeouts never use it.
 */
public final class BusinessClock extends Clock {

    private final Instant start;
    private final Instant anchor;
    private final double rate;
    private final Clock real;
    private final ZoneId zone;

    private BusinessClock(Instant start, Instant anchor, double rate, Clock real, ZoneId zone) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("the rate of the business clock must be above 0, not " + rate);
        }
        this.start = start;
        this.anchor = anchor;
        this.rate = rate;
        this.real = real;
        this.zone = zone;
    }

    /** Business time that is the real time. */
    public static BusinessClock real(ZoneId zone) {
        return new BusinessClock(Instant.EPOCH, Instant.EPOCH, 1, Clock.systemUTC(), zone);
    }

    /**
     * Business time that stood at {@code start} when {@code real} stood at {@code anchor}, and has run at {@code rate}
     * business seconds a real second since.
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static BusinessClock shifted(Instant start, Instant anchor, double rate, Clock real, ZoneId zone) {
        return new BusinessClock(start, anchor, rate, real, zone);
    }

    @Override
    public Instant instant() {
        return at(real.instant());
    }

    /** The business instant that a real instant (say, a broker's append time) stands for. */
    public Instant at(Instant realInstant) {
        if (!isDemo()) {
            return realInstant;
        }
        Duration elapsed = Duration.between(anchor, realInstant);
        return start.plusNanos(Math.round(elapsed.toMillis() * rate) * 1_000_000L);
    }

    /** The current local day of the campaign. */
    public LocalDate today() {
        return LocalDate.ofInstant(instant(), zone);
    }

    /** Whether this is not the real time, which a screen must say. */
    public boolean isDemo() {
        return rate != 1 || !start.equals(anchor);
    }

    public double rate() {
        return rate;
    }

    /** Where business time began; the epoch when it is the real time. */
    public Instant start() {
        return start;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public BusinessClock withZone(ZoneId other) {
        return new BusinessClock(start, anchor, rate, real, other);
    }
}
