package vn.bdhvs.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes in on Wednesday, 26 March 2025, at one report a second in the mean. */
class ADayOfReportsTests {

    private static final ZoneOffset VIETNAM = ZoneOffset.ofHours(7);
    private static final LocalDate DAY = LocalDate.of(2025, 3, 26);
    private static final int MINUTE = 60;

    private static final Habits HABITS = Habits.usual();
    private static final Rhythm RHYTHM = new Rhythm(HABITS);
    private static final Places PLACES = new Places(HABITS);
    private static final List<SentReport> REPORTS = new ArrayList<>();

    @BeforeAll
    static void makeUp() {
        REPORTS.addAll(day(DAY, 2025));
    }

    private static List<SentReport> day(LocalDate day, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arrivals arrivals = new Arrivals(HABITS, RHYTHM, PLACES);
        NilReports nil = new NilReports(HABITS, PLACES);
        List<SentReport> all = new ArrayList<>();
        for (LocalDateTime minute = day.atStartOfDay();
                minute.isBefore(day.plusDays(1).atStartOfDay());
                minute = minute.plusMinutes(1)) {
            Instant now = minute.toInstant(VIETNAM);
            double expected = MINUTE * RHYTHM.at(minute) / arrivals.reportsEach();
            for (int i = 0; i < expected + random.nextDouble() - 0.5; i++) {
                arrivals.next(now, random)
                        .ifPresent(sent -> SentReport.of(sent, now).forEach(all::add));
            }
            nil.between(now.minus(Duration.ofMinutes(1)), now)
                    .forEach(report -> SentReport.of(Delivery.of(report), now).forEach(all::add));
        }
        return all;
    }

    @Test
    void areAllValidAndNeverInTheFuture() {
        assertThat(REPORTS)
                .allSatisfy(report ->
                        assertThat(report.faults()).as(report.toString()).isEmpty());
    }

    @Test
    void areOfTheAskedNumberInReportingHours() {
        double expected = 0;
        for (int hour = 7; hour < 21; hour++) {
            expected += RHYTHM.at(DAY.atTime(hour, 0)) * Duration.ofHours(1).toSeconds();
        }
        assertThat(REPORTS.stream()
                        .filter(report -> {
                            int hour = report.sent().atOffset(VIETNAM).getHour();
                            return hour >= 7 && hour < 21;
                        })
                        .count())
                .isBetween((long) (expected * 0.95), (long) (expected * 1.05));
    }

    @Test
    void showEverythingThatTheCampaignKnows() {
        assertThat(values(Kind.ASSISTS, "service")).isEqualTo(SentReport.codes("services"));
        assertThat(values(Kind.CLASSES, "topic")).isEqualTo(SentReport.codes("topics"));
        for (Kind kind : List.of(Kind.ASSISTS, Kind.CLASSES, Kind.VOLUNTEERS)) {
            assertThat(values(kind, "team")).isEqualTo(SentReport.codes("teams"));
        }
        assertThat(values(Kind.ASSISTS, "channel")).containsOnly("home", "one-stop", "mobile", "online");
        assertThat(values(Kind.ASSISTS, "outcome")).containsOnly("completed", "referred", "unresolved");
        assertThat(values(Kind.CLASSES, "mode")).containsOnly("in-person", "online");
        assertThat(values(Kind.VOLUNTEERS, "gender")).containsOnly("female", "male", "other");
        assertThat(of(Kind.NIL_REPORTS)).isNotEmpty();
    }

    @Test
    void comeFromEveryCommuneAndDistrictAndFromTheProvince() {
        assertThat(SentReport.COMMUNES).hasSize(91);
        assertThat(REPORTS.stream().map(SentReport::unit).collect(Collectors.toSet()))
                .isEqualTo(SentReport.PARENTS.keySet());
        assertThat(share(report -> report.unit().length() < 5)).isBetween(0.02, 0.04);
    }

    @Test
    void areMostlyAssists() {
        assertThat(share(report -> report.kind() == Kind.ASSISTS)).isBetween(0.9, 0.97);
        assertThat(share(report -> report.kind() == Kind.CLASSES)).isBetween(0.01, 0.04);
        assertThat(share(report -> report.kind() == Kind.VOLUNTEERS)).isBetween(0.03, 0.07);
    }

    @Test
    void areSometimesLateByUpToFourDays() {
        assertThat(share(report ->
                        report.kind() != Kind.NIL_REPORTS && report.day().isBefore(DAY)))
                .isBetween(0.015, 0.06);
        assertThat(REPORTS.stream().map(SentReport::day).collect(Collectors.toSet()))
                .contains(DAY.minusDays(4), DAY.minusDays(3), DAY.minusDays(2), DAY.minusDays(1))
                .allMatch(day -> !day.isBefore(DAY.minusDays(5)));
    }

    @Test
    void teachThirtyPeopleForHalfAnHourToAnHourAndAHalfMostlyInTheEvening() {
        double learners = of(Kind.CLASSES)
                .mapToInt(report -> report.json().path("learners").path("total").asInt())
                .average()
                .orElseThrow();
        assertThat(learners).isBetween(25.0, 45.0);
        double evening = of(Kind.CLASSES)
                .map(report -> report.doneAt().atOffset(VIETNAM).toLocalTime())
                .filter(time -> time.isAfter(LocalTime.of(17, 0)) && time.isBefore(LocalTime.of(21, 30)))
                .count();
        assertThat(evening / of(Kind.CLASSES).count()).isGreaterThan(0.6);
        assertThat(of(Kind.CLASSES))
                .anyMatch(report -> !report.json().path("learners").has("members"));
    }

    @Test
    void tellOfNothingDoneAtNight() {
        assertThat(REPORTS.stream().filter(report -> report.kind() != Kind.NIL_REPORTS))
                .allSatisfy(report ->
                        assertThat(report.doneAt().atOffset(VIETNAM).getHour()).isBetween(4, 21));
        assertThat(REPORTS).anyMatch(report -> report.sent().atOffset(VIETNAM).getHour() == 3);
    }

    @Test
    void neverSpeakOfACommuneThatIsQuietThatDay() {
        Set<String> quiet = quiet(DAY, Attendance.NIL);
        quiet.addAll(quiet(DAY, Attendance.SILENT));
        assertThat(quiet).hasSizeBetween(2, 20);
        assertThat(quiet(DAY, Attendance.SILENT)).isNotEmpty();
        assertThat(REPORTS.stream()
                        .filter(report -> report.kind() != Kind.NIL_REPORTS
                                && report.day().equals(DAY)))
                .noneMatch(report -> quiet.contains(report.unit()));
    }

    @Test
    void saySoOnceBeforeEightInTheEveningWhereNothingWasDone() {
        assertThat(of(Kind.NIL_REPORTS).map(SentReport::unit))
                .containsExactlyInAnyOrderElementsOf(quiet(DAY, Attendance.NIL));
        assertThat(of(Kind.NIL_REPORTS)).allSatisfy(report -> {
            assertThat(report.day()).isEqualTo(DAY);
            assertThat(report.sent().atOffset(VIETNAM).toLocalTime())
                    .isBetween(LocalTime.of(16, 30), LocalTime.of(20, 0));
        });
    }

    @Test
    void areQuietestOnSundayAndSomeCommunesStaySilent() {
        long sundays = 0;
        long saturdays = 0;
        long silent = 0;
        for (LocalDate day = LocalDate.of(2025, 3, 1); day.isBefore(LocalDate.of(2025, 6, 30)); day = day.plusDays(1)) {
            long quiet = quiet(day, Attendance.NIL).size()
                    + quiet(day, Attendance.SILENT).size();
            sundays += DayKind.of(day) == DayKind.SUNDAY ? quiet : 0;
            saturdays += DayKind.of(day) == DayKind.SATURDAY ? quiet : 0;
            silent += quiet(day, Attendance.SILENT).size();
        }
        assertThat(sundays).isGreaterThan(2 * saturdays);
        assertThat(silent).isPositive();
    }

    @Test
    void differBetweenTownAndCountry() {
        Set<String> rural = PLACES.communes().stream()
                .filter(place -> !place.urban())
                .map(Place::code)
                .collect(Collectors.toSet());
        assertThat(share(Kind.ASSISTS, "service", "nong-nghiep-so", report -> rural.contains(report.unit())))
                .isGreaterThan(
                        3 * share(Kind.ASSISTS, "service", "nong-nghiep-so", report -> !rural.contains(report.unit())));
        assertThat(share(Kind.ASSISTS, "service", "thanh-toan-so", report -> rural.contains(report.unit())))
                .isLessThan(share(Kind.ASSISTS, "service", "thanh-toan-so", report -> !rural.contains(report.unit())));
    }

    @Test
    void neverComeFromBeforeTheCampaignOnItsFirstDay() {
        List<SentReport> first = day(LocalDate.of(2025, 3, 1), 7);
        assertThat(first).isNotEmpty().allSatisfy(report -> assertThat(report.faults())
                .isEmpty());
    }

    private static Set<String> quiet(LocalDate day, Attendance attendance) {
        return PLACES.communes().stream()
                .filter(place -> Attendance.of(place, day, HABITS.quiet()) == attendance)
                .map(Place::code)
                .collect(Collectors.toSet());
    }

    private static Stream<SentReport> of(Kind kind) {
        return REPORTS.stream().filter(report -> report.kind() == kind);
    }

    private static Set<String> values(Kind kind, String field) {
        return of(kind).map(report -> report.text(field)).collect(Collectors.toSet());
    }

    private static double share(Predicate<SentReport> wanted) {
        return (double) REPORTS.stream().filter(wanted).count() / REPORTS.size();
    }

    private static double share(Kind kind, String field, String value, Predicate<SentReport> among) {
        List<SentReport> all = of(kind).filter(among).toList();
        return (double) all.stream()
                        .filter(report -> report.text(field).equals(value))
                        .count()
                / all.size();
    }
}
