package vn.bdhvs.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The days before the start, made up so that a first look sees a campaign that has been going on: of each commune the sum
 * of a duty shift a day, some classes and volunteers, and who reported that nothing was done. It follows from the days
 * alone, so that another start sends the same reports again, and they count once.
 */
final class History {

    private final Habits habits;
    private final Rhythm rhythm;
    private final Places places;
    private final Arrivals arrivals;
    private final Assists assists;
    private final NilReports nil;

    History(Habits habits, Rhythm rhythm, Places places, Arrivals arrivals, NilReports nil) {
        this.habits = habits;
        this.rhythm = rhythm;
        this.places = places;
        this.arrivals = arrivals;
        this.assists = new Assists(habits);
        this.nil = nil;
    }

    /** What was reported until a moment: a batch for each client and kind. */
    List<Delivery> until(Instant now) {
        LocalDate today = habits.day(now);
        LocalDate first = today.minusDays(habits.history().days());
        Stream<Report> made = first.datesUntil(today.plusDays(1))
                .filter(habits::covers)
                .flatMap(this::day)
                .filter(each -> !each.at().atZone(habits.timeZone()).toInstant().isAfter(now))
                .sorted(Comparator.comparing(Made::at))
                .map(Made::report);
        Instant begin = first.atStartOfDay(habits.timeZone()).toInstant();
        Map<List<Object>, List<Report>> byClientAndKind = Stream.concat(made, nil.between(begin, now).stream())
                .collect(Collectors.groupingBy(
                        report -> List.of(report.kind(), report.place().client()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byClientAndKind.values().stream().map(Delivery::batch).toList();
    }

    private record Made(LocalDateTime at, Report report) {}

    private Stream<Made> day(LocalDate day) {
        return Stream.of(
                        places.communes().stream()
                                .filter(commune -> Attendance.of(commune, day, habits.quiet()) == Attendance.ACTIVE)
                                .map(commune -> shift(commune, day)),
                        several(Kind.CLASSES, habits.history().classesADay(), day),
                        several(Kind.VOLUNTEERS, habits.history().volunteersADay(), day))
                .flatMap(made -> made);
    }

    /** On a full day the same shift helps more people. */
    private Made shift(Place commune, LocalDate day) {
        RandomGenerator random = dice(commune.code(), day);
        LocalDateTime at = day.atTime(rhythm.anyTime(Kind.ASSISTS, day, random));
        double usual = habits.history().shiftOf().number(commune, random);
        int citizens =
                (int) Math.max(1, Math.round(usual * rhythm.of(Kind.ASSISTS, day) * random.nextDouble(0.8, 1.2)));
        Instant reported = at.atZone(habits.timeZone()).toInstant();
        return new Made(at, assists.at(commune, reported, citizens, random));
    }

    private Stream<Made> several(Kind kind, int aDay, LocalDate day) {
        long number = Math.round(aDay * rhythm.of(kind, day));
        return IntStream.range(0, (int) number).mapToObj(i -> {
            RandomGenerator random = dice(kind + " " + i, day);
            LocalDateTime at = day.atTime(rhythm.anyTime(kind, day, random));
            return new Made(at, arrivals.of(kind, places.any(day, random), at, random));
        });
    }

    /** Always the same for the same thing and day. */
    private static RandomGenerator dice(String thing, LocalDate day) {
        return new SplittableRandom((thing + " of " + day).hashCode());
    }
}
