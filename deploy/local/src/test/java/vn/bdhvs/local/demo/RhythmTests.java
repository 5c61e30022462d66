package vn.bdhvs.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RhythmTests {

    private static final LocalDate WEDNESDAY = LocalDate.of(2025, 3, 26);
    private static final LocalDate SATURDAY = LocalDate.of(2025, 3, 29);
    private static final LocalDate SUNDAY = LocalDate.of(2025, 3, 30);

    private final Rhythm rhythm = new Rhythm(Habits.usual());

    @Test
    void isOneInTheMeanOverAWeeksReportingHours() {
        double mean = week().flatMap(day -> IntStream.range(7, 21).mapToObj(hour -> day.atTime(hour, 30)))
                .mapToDouble(rhythm::at)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(1, within(1e-9));
    }

    @Test
    void dividesAWeekAmongTheKindsAsTheirSharesSay() {
        double all = sum(Kind.ASSISTS) + sum(Kind.CLASSES) + sum(Kind.VOLUNTEERS);
        assertThat(sum(Kind.ASSISTS) / all).isCloseTo(0.92, within(1e-9));
        assertThat(sum(Kind.CLASSES) / all).isCloseTo(0.03, within(1e-9));
        assertThat(sum(Kind.VOLUNTEERS) / all).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void alwaysShowsSomethingByDayAndATrickleAtNight() {
        assertThat(week()).allSatisfy(day -> {
            assertThat(IntStream.range(8, 20)).allSatisfy(hour -> assertThat(rhythm.at(day.atTime(hour, 0)))
                    .isBetween(0.3, 2.5));
            assertThat(IntStream.of(22, 23, 0, 1, 2, 3, 4, 5))
                    .allSatisfy(
                            hour -> assertThat(rhythm.at(day.atTime(hour, 0))).isBetween(0.02, 0.1));
        });
    }

    @Test
    void restsAtNoonOnDutyDays() {
        assertThat(Stream.of(WEDNESDAY, SATURDAY, SUNDAY)).allSatisfy(day -> assertThat(rhythm.at(day.atTime(12, 0)))
                .isLessThan(rhythm.at(day.atTime(9, 0)) / 2)
                .isLessThan(rhythm.at(day.atTime(14, 0)) * 0.6));
    }

    @Test
    void isFullestOnTheSaturdayOfCivilityAndQuietestOnSunday() {
        double weekday = rhythm.of(Kind.ASSISTS, WEDNESDAY);
        assertThat(rhythm.of(Kind.ASSISTS, SATURDAY)).isBetween(weekday * 1.2, weekday * 1.5);
        assertThat(rhythm.of(Kind.ASSISTS, SUNDAY)).isBetween(weekday * 0.5, weekday * 0.75);
        assertThat(week().mapToDouble(day -> rhythm.of(Kind.ASSISTS, day)).sum())
                .isCloseTo(7, within(1e-9));
    }

    @Test
    void holdsClassesInTheEveningAndAtWeekends() {
        assertThat(rhythm.of(Kind.CLASSES, SATURDAY)).isGreaterThan(2 * rhythm.of(Kind.CLASSES, WEDNESDAY));
        assertThat(rhythm.of(Kind.CLASSES, SUNDAY)).isGreaterThan(1.5 * rhythm.of(Kind.CLASSES, WEDNESDAY));
        double evening = IntStream.range(18, 22)
                .mapToDouble(hour -> rhythm.of(Kind.CLASSES, WEDNESDAY.atTime(hour, 0)))
                .sum();
        double day = IntStream.range(0, 24)
                .mapToDouble(hour -> rhythm.of(Kind.CLASSES, WEDNESDAY.atTime(hour, 0)))
                .sum();
        assertThat(evening / day).isGreaterThan(0.6);
    }

    @Test
    void drawsKindsAndTimesAsLikelyAsTheyAre() {
        SplittableRandom random = new SplittableRandom(1);
        LocalDateTime evening = WEDNESDAY.atTime(20, 30);
        double classes = IntStream.range(0, 20_000)
                .filter(i -> rhythm.anyKind(evening, random) == Kind.CLASSES)
                .count();
        assertThat(classes / 20_000).isCloseTo(rhythm.of(Kind.CLASSES, evening) / rhythm.at(evening), within(0.02));
        assertThat(Stream.generate(() -> rhythm.anyTime(Kind.ASSISTS, SUNDAY, random))
                        .limit(20_000))
                .allSatisfy(time -> assertThat(rhythm.isNight(time)).isFalse())
                .anyMatch(time -> time.isBefore(LocalTime.of(7, 0)))
                .anyMatch(time -> time.isAfter(LocalTime.of(21, 0)));
    }

    private static Stream<LocalDate> week() {
        return WEDNESDAY.datesUntil(WEDNESDAY.plusDays(7));
    }

    private double sum(Kind kind) {
        return week().flatMap(day -> IntStream.range(0, 24).mapToObj(hour -> day.atTime(hour, 0)))
                .mapToDouble(at -> rhythm.of(kind, at))
                .sum();
    }
}
