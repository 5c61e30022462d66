package vn.bdhvs.analytics.pace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How far a target is, against what is planned until now. Nothing is rounded or capped: 1.6 million of 1.2 million is 1.333….
 *
 * @param target what is to be reached by the plan's end
 * @param actual what has been reached
 * @param reached actual ÷ target
 * @param expected what of the target is planned until now, from 0 to 1
 * @param ratio actual ÷ (target × expected); null while nothing is planned yet
 * @param needed how much more a day would reach the target; null if it is reached or there is no time left
 * @param running how much there was a day in the last seven full days; null before the first is over
 * @param metOn the day on which the target was reached; null if it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pace(
        long target,
        long actual,
        double reached,
        double expected,
        @Nullable Double ratio,
        Status status,
        @Nullable Double needed,
        @Nullable Double running,
        @Nullable LocalDate metOn) {

    /** Before this much is planned it is too early to tell. */
    private static final double EARLY = 0.03;

    private static final double AT_RISK = 0.9;

    /** Shares are binary fractions: what comes this near to a boundary has reached it. */
    private static final double EXACT = 1 - 1e-9;

    private static final int RUNNING_DAYS = 7;

    /** The word that stands for it. */
    public enum Status {
        /** More than the target. */
        @JsonProperty("over")
        OVER,
        /** The target, exactly. */
        @JsonProperty("met")
        MET,
        /** As much as is planned until now, or more. */
        @JsonProperty("on")
        ON,
        /** From nine tenths of what is planned until now. */
        @JsonProperty("risk")
        RISK,
        /** Less than that. */
        @JsonProperty("behind")
        BEHIND,
        /** So little is planned until now that it is too early to tell. */
        @JsonProperty("early")
        EARLY,
        /** Over, without having been reached. */
        @JsonProperty("ended")
        ENDED
    }

    /**
     * What was reached on the full days before today.
     *
     * @param amount on the last seven days, or on as many as there were
     * @param days how many, 7 at most
     */
    public record LastDays(long amount, int days) {

        /** How many full days there are to look at. */
        public static int before(LocalDate today, Plan plan) {
            long days = Math.min(
                    RUNNING_DAYS, Math.max(0, today.toEpochDay() - plan.from().toEpochDay()));
            return (int) days;
        }
    }

    /**
     * The pace at a time.
     *
     * @param target above 0
     * @param time local to the campaign
     * @param metOn the day on which the target was reached; null if it is not
     */
    public static Pace of(
            long target, long actual, Plan plan, LocalDateTime time, LastDays last, @Nullable LocalDate metOn) {
        double expected = plan.expected(time);
        double planned = target * expected;
        double left = plan.daysLeft(time);
        return new Pace(
                target,
                actual,
                (double) actual / target,
                expected,
                expected > 0 ? actual / planned : null,
                status(target, actual, plan, time),
                actual < target && left > 0 ? (target - actual) / left : null,
                last.days() > 0 ? (double) last.amount() / last.days() : null,
                metOn);
    }

    private static Status status(long target, long actual, Plan plan, LocalDateTime time) {
        if (actual >= target) {
            return actual > target ? Status.OVER : Status.MET;
        }
        if (time.toLocalDate().isAfter(plan.to())) {
            return Status.ENDED;
        }
        double expected = plan.expected(time);
        if (expected < EARLY) {
            return Status.EARLY;
        }
        double planned = target * expected * EXACT;
        if (actual >= planned) {
            return Status.ON;
        }
        return actual >= AT_RISK * planned ? Status.RISK : Status.BEHIND;
    }

    /** The same with another status. */
    public Pace with(Status other) {
        return new Pace(target, actual, reached, expected, ratio, other, needed, running, metOn);
    }
}
