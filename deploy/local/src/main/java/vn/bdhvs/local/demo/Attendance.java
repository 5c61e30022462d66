package vn.bdhvs.local.demo;

import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a commune does on a day. It follows from the commune and the day alone, so that the first fill, late reports and
 * another run agree with what was reported before.
 */
enum Attendance {
    /** It is at work, and reports what it does. */
    ACTIVE,
    /** Nothing is done, and it says so. */
    NIL,
    /** Nothing is heard of it. */
    SILENT;

    private static final int HUNDRED = 100;

    static Attendance of(Place commune, LocalDate day, Habits.Quiet quiet) {
        RandomGenerator dice = new SplittableRandom((commune.code() + " on " + day).hashCode());
        if (dice.nextInt(HUNDRED) >= quiet.percent(DayKind.of(day), commune.urban())) {
            return ACTIVE;
        }
        return dice.nextInt(HUNDRED) < quiet.silent() ? SILENT : NIL;
    }
}
