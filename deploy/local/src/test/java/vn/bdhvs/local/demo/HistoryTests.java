package vn.bdhvs.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HistoryTests {

    private static final Instant WEDNESDAY_MORNING = at("2025-03-26T08:00:00+07:00");

    private final Habits habits = Habits.usual();
    private final Places places = new Places(habits);
    private final Rhythm rhythm = new Rhythm(habits);
    private final History history =
            new History(habits, rhythm, places, new Arrivals(habits, rhythm, places), new NilReports(habits, places));

    @Test
    void isAFewHundredValidReportsInFewRequests() {
        List<Delivery> deliveries = history.until(WEDNESDAY_MORNING);
        assertThat(deliveries).hasSizeLessThan(50).allMatch(Delivery::batch);
        assertThat(reports(WEDNESDAY_MORNING)).hasSizeBetween(300, 600).allSatisfy(report -> assertThat(report.faults())
                .as(report.toString())
                .isEmpty());
    }

    @Test
    void tellsOfEachOfTheDaysBeforeAndOfTodayWhatHasBeenDoneSoFar() {
        Map<LocalDate, Long> byDay = reports(WEDNESDAY_MORNING).stream()
                .collect(Collectors.groupingBy(SentReport::day, Collectors.counting()));
        assertThat(byDay.keySet())
                .containsExactlyInAnyOrderElementsOf(LocalDate.of(2025, 3, 22)
                        .datesUntil(LocalDate.of(2025, 3, 27))
                        .toList());
        assertThat(byDay.get(LocalDate.of(2025, 3, 26))).isBetween(1L, 40L);
        assertThat(reports(at("2025-03-26T21:00:00+07:00")))
                .hasSizeGreaterThan(reports(WEDNESDAY_MORNING).size() + 50);
    }

    @Test
    void hasTheRhythmOfTheWeekAndNoDayAboveThePublishedPeak() {
        Map<LocalDate, Integer> citizens = reports(WEDNESDAY_MORNING).stream()
                .filter(report -> report.kind() == Kind.ASSISTS)
                .collect(Collectors.groupingBy(SentReport::day, Collectors.summingInt(report -> report.json()
                        .path("citizens")
                        .asInt())));
        int saturday = citizens.get(LocalDate.of(2025, 3, 22));
        int sunday = citizens.get(LocalDate.of(2025, 3, 23));
        int monday = citizens.get(LocalDate.of(2025, 3, 24));
        assertThat(saturday).isGreaterThan(monday).isLessThan(24_000);
        assertThat(sunday).isLessThan(monday).isGreaterThan(1_000);
    }

    @Test
    void hearsFromEveryCommuneEachDayUnlessItIsSilent() {
        LocalDate monday = LocalDate.of(2025, 3, 24);
        Set<String> expected = new HashSet<>(SentReport.COMMUNES);
        places.communes().stream()
                .filter(place -> Attendance.of(place, monday, habits.quiet()) == Attendance.SILENT)
                .forEach(place -> expected.remove(place.code()));
        assertThat(reports(WEDNESDAY_MORNING).stream()
                        .filter(report -> report.day().equals(monday))
                        .map(SentReport::unit)
                        .filter(SentReport.COMMUNES::contains)
                        .collect(Collectors.toSet()))
                .isEqualTo(expected);
    }

    @Test
    void isTheSameWhenItIsToldAgain() {
        assertThat(history.until(WEDNESDAY_MORNING)).isEqualTo(history.until(WEDNESDAY_MORNING));
        Set<String> later = references(at("2025-03-26T21:00:00+07:00"));
        assertThat(later).containsAll(references(WEDNESDAY_MORNING));
    }

    @Test
    void beginsWithTheCampaign() {
        assertThat(reports(at("2025-03-02T12:00:00+07:00"))).isNotEmpty().allMatch(report -> !report.day()
                .isBefore(LocalDate.of(2025, 3, 1)));
    }

    @Test
    void givesTheSameBodyTheSameKeyAndAnotherBodyAnother() {
        List<Delivery> deliveries = history.until(WEDNESDAY_MORNING);
        assertThat(deliveries.stream().map(Delivery::key).distinct().count()).isEqualTo(deliveries.size());
        assertThat((double) deliveries.stream().map(Delivery::client).distinct().count())
                .isCloseTo(9, within(1.0));
    }

    private List<SentReport> reports(Instant now) {
        return history.until(now).stream()
                .flatMap(delivery -> SentReport.of(delivery, now))
                .toList();
    }

    private Set<String> references(Instant now) {
        return reports(now).stream()
                .filter(report -> report.kind() != Kind.NIL_REPORTS)
                .map(report -> report.text("clientReference"))
                .collect(Collectors.toSet());
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
