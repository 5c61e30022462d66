package vn.bdhvs.analytics.live;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import vn.bdhvs.unit.UnitId;

/** How many reports were received in each half hour of the last six hours, the one that has begun included. */
class Pulse {

    static final int CELLS = 12;
    private static final Duration CELL = Duration.ofMinutes(30);

    private final Instant end;
    private final Map<Doer, int[]> cells = new HashMap<>();

    /**
     * Nothing yet.
     *
     * @param now local to the campaign: half hours begin with its hours
     */
    Pulse(ZonedDateTime now) {
        ZonedDateTime hour = now.truncatedTo(ChronoUnit.HOURS);
        this.end = hour.plusMinutes(now.getMinute() < 30 ? 30 : 60).toInstant();
    }

    /** When the first half hour began. */
    Instant begin() {
        return end.minus(CELL.multipliedBy(CELLS));
    }

    /** Who did something on a day. */
    record Doer(UnitId unit, LocalDate day) {}

    /** Counts a report that was received then. */
    void add(Doer doer, Instant received) {
        int cell = (int) (Duration.between(begin(), received).toMillis() / CELL.toMillis());
        if (!received.isBefore(begin()) && cell < CELLS) {
            cells.computeIfAbsent(doer, any -> new int[CELLS])[cell]++;
        }
    }

    /** The half hours, oldest first. */
    Map<Doer, int[]> cells() {
        return cells;
    }
}
