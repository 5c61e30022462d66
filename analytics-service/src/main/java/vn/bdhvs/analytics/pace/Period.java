package vn.bdhvs.analytics.pace;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of local days of a campaign.
 *
 * @param from first day; null for no bound
 * @param to last day; null for no bound
 */
public record Period(@Nullable LocalDate from, @Nullable LocalDate to) {

    /** All days. */
    public static final Period ALL = new Period(null, null);

    /**
     * Checks that there is a day in it.
     *
     * @throws IllegalArgumentException if the last day is before the first
     */
    public Period {
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("%s is before %s".formatted(to, from));
        }
    }

    /** Whether the day is in it. */
    public boolean contains(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }
}
