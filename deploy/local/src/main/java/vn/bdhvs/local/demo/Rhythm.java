package vn.bdhvs.local.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How busy the campaign is at each hour of the week, as a pure function of the local time: 1 is the mean over the reporting
 * hours, 07:00 to 21:00, of a whole week.
 */
final class Rhythm {

    static final int REPORTING_FROM = 7;
    static final int REPORTING_UNTIL = 21;

    private static final int HOURS = 24;
    private static final int MINUTES = 60;
    private static final int SECONDS = 60;
    private static final int DAYS = 7;

    private final Map<Kind, Map<DayKind, double[]>> busyness = new EnumMap<>(Kind.class);
    private final Habits.Night night;

    Rhythm(Habits habits) {
        night = habits.night();
        habits.rhythm().forEach((kind, days) -> {
            double share = habits.shares().getOrDefault(kind, 0.0);
            double week = week(scaled(days, 1), hour -> true);
            busyness.put(kind, scaled(days, share / week));
        });
        double reporting = busyness.values().stream()
                .mapToDouble(days -> week(days, hour -> hour >= REPORTING_FROM && hour < REPORTING_UNTIL))
                .sum();
        double mean = reporting / (DAYS * (REPORTING_UNTIL - REPORTING_FROM));
        busyness.values()
                .forEach(days -> days.replaceAll((day, hours) -> IntStream.range(0, HOURS)
                        .mapToDouble(hour -> hours[hour] / mean)
                        .toArray()));
    }

    private static Map<DayKind, double[]> scaled(Map<DayKind, List<Double>> days, double factor) {
        Map<DayKind, double[]> scaled = new EnumMap<>(DayKind.class);
        for (DayKind day : DayKind.values()) {
            List<Double> hours = days.getOrDefault(day, List.of());
            if (hours.size() != HOURS) {
                throw new IllegalArgumentException("a rhythm has %d hours, not %d".formatted(HOURS, hours.size()));
            }
            scaled.put(day, hours.stream().mapToDouble(hour -> hour * factor).toArray());
        }
        return scaled;
    }

    private static double week(Map<DayKind, double[]> days, IntPredicate wanted) {
        return days.entrySet().stream()
                .mapToDouble(day -> day.getKey().aWeek()
                        * IntStream.range(0, HOURS)
                                .filter(wanted)
                                .mapToDouble(hour -> day.getValue()[hour])
                                .sum())
                .sum();
    }

    private double[] hours(Kind kind, LocalDate day) {
        double[] hours = busyness.getOrDefault(kind, Map.of()).get(DayKind.of(day));
        return hours == null ? new double[HOURS] : hours;
    }

    /** How busy it is with one kind of report. */
    double of(Kind kind, LocalDateTime at) {
        return hours(kind, at.toLocalDate())[at.getHour()];
    }

    /** How busy it is with all of them. */
    double at(LocalDateTime at) {
        return busyness.keySet().stream().mapToDouble(kind -> of(kind, at)).sum();
    }

    /** How much of a kind comes in on a day: 1 is the mean of a week's days. */
    double of(Kind kind, LocalDate day) {
        Map<DayKind, double[]> days = busyness.getOrDefault(kind, Map.of());
        return DAYS
                * IntStream.range(0, HOURS)
                        .mapToDouble(hour -> hours(kind, day)[hour])
                        .sum()
                / week(days, hour -> true);
    }

    /** Nobody works at night; what comes in then was done before. */
    boolean isNight(LocalTime time) {
        return time.getHour() >= night.from() || time.getHour() < night.to();
    }

    /** One of the kinds, as likely as it is at that hour. */
    Kind anyKind(LocalDateTime at, RandomGenerator random) {
        double left = random.nextDouble() * at(at);
        for (Kind kind : busyness.keySet()) {
            left -= of(kind, at);
            if (left < 0) {
                return kind;
            }
        }
        return Kind.ASSISTS;
    }

    /** A time of a day at which a report of a kind may come in soon after the fact, as likely as it is; never at night. */
    LocalTime anyTime(Kind kind, LocalDate day, RandomGenerator random) {
        double[] hours = hours(kind, day);
        int[] awake = IntStream.range(night.to(), night.from()).toArray();
        double left = random.nextDouble()
                * IntStream.of(awake).mapToDouble(hour -> hours[hour]).sum();
        int found = awake[0];
        for (int hour : awake) {
            found = hour;
            left -= hours[hour];
            if (left < 0) {
                break;
            }
        }
        return LocalTime.of(found, random.nextInt(MINUTES), random.nextInt(SECONDS));
    }
}
