package vn.bdhvs.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes up the reports of communes in which nothing was done on a day. Each comes in at its own time of the afternoon,
 * before 20:00, by which a day is to be reported. The same commune and day are always the same report.
 */
final class NilReports {

    private static final LocalTime EARLIEST = LocalTime.of(16, 30);
    private static final Duration WITHIN = Duration.ofMinutes(205);

    private final Habits habits;
    private final List<Place> communes;

    NilReports(Habits habits, Places places) {
        this.habits = habits;
        this.communes = places.communes();
    }

    record Content(String campaign, String unit, String day) {}

    /** Those that come in after one moment and until another. */
    List<Report> between(Instant after, Instant until) {
        return habits.day(after)
                .datesUntil(habits.day(until).plusDays(1))
                .filter(habits::covers)
                .flatMap(day -> of(day, after, until))
                .toList();
    }

    private Stream<Report> of(LocalDate day, Instant after, Instant until) {
        return communes.stream()
                .filter(commune -> Attendance.of(commune, day, habits.quiet()) == Attendance.NIL)
                .filter(commune -> {
                    Instant reported = reported(commune, day);
                    return reported.isAfter(after) && !reported.isAfter(until);
                })
                .map(commune -> Report.named(
                        Kind.NIL_REPORTS,
                        commune,
                        new Content(habits.campaign(), commune.code(), day.toString()),
                        "nil-" + commune.code() + "-" + day));
    }

    private Instant reported(Place commune, LocalDate day) {
        SplittableRandom dice = new SplittableRandom((commune.code() + " reports " + day).hashCode());
        return day.atTime(EARLIEST)
                .plusSeconds(dice.nextLong(WITHIN.toSeconds()))
                .atZone(habits.timeZone())
                .toInstant();
    }
}
