package vn.bdhvs.analytics.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.campaign.Label;

/** The campaign has 168 days: 31 of Tháng Thanh niên, 79 of the summer. Expectations are reckoned by hand. */
class PlanTests {

    private static final Offset<Double> EXACTLY = within(1e-12);
    private static final Campaign PUBLISHED = Catalogue.read(
                    List.of(new ClassPathResource("vn/bdhvs/campaign/binh-dan-hoc-vu-so-2025.yaml")))
            .find("binh-dan-hoc-vu-so-2025")
            .orElseThrow();

    private static Plan plan(Map<String, Double> weights, @Nullable String phase) {
        Campaign campaign = new Campaign(
                PUBLISHED.code(),
                PUBLISHED.name(),
                PUBLISHED.organiser(),
                PUBLISHED.slogan(),
                PUBLISHED.unit(),
                PUBLISHED.timeZone(),
                PUBLISHED.starts(),
                PUBLISHED.ends(),
                PUBLISHED.phases(),
                PUBLISHED.teams(),
                PUBLISHED.topics(),
                PUBLISHED.services(),
                List.of(),
                PUBLISHED.reportsDue(),
                PUBLISHED.unusual(),
                PUBLISHED.activeHours(),
                weights);
        return Plan.of(
                        campaign,
                        new Campaign.Target("any", new Label("x", "x"), phase, "citizens", Map.of(), 1, Map.of(), null))
                .orElseThrow();
    }

    private static LocalDateTime at(String time) {
        return LocalDateTime.parse(time);
    }

    @Test
    void isEvenWithoutWeights() {
        Plan plan = plan(Map.of(), null);
        assertThat(plan.share(LocalDate.of(2025, 5, 5))).isCloseTo(1.0 / 168, EXACTLY);
        assertThat(plan.expected(at("2025-03-01T00:00:00"))).isZero();
        assertThat(plan.expected(at("2025-08-15T21:00:00"))).isCloseTo(1, EXACTLY);
    }

    @Test
    void growsWithinADayBetweenSevenAndTwentyOneOClock() {
        Plan plan = plan(Map.of(), null);
        assertThat(plan.expected(at("2025-03-02T06:59:59"))).isCloseTo(1.0 / 168, EXACTLY);
        assertThat(plan.expected(at("2025-03-02T14:00:00"))).isCloseTo(1.5 / 168, EXACTLY);
        assertThat(plan.expected(at("2025-03-02T21:00:00"))).isCloseTo(2.0 / 168, EXACTLY);
        assertThat(plan.expected(at("2025-03-02T23:59:59"))).isCloseTo(2.0 / 168, EXACTLY);
    }

    @Test
    void givesAPhaseItsWeightAndAllDaysTheRest() {
        Plan plan = plan(Map.of("thang-thanh-nien", 0.4), null);
        assertThat(plan.expected(at("2025-03-31T21:00:00"))).isCloseTo(0.4 + 0.6 * 31 / 168, EXACTLY);
        assertThat(plan.share(LocalDate.of(2025, 4, 1))).isCloseTo(0.6 / 168, EXACTLY);
    }

    @Test
    void addsTheWeightsOfPhasesThatOverlap() {
        Plan plan = plan(Map.of("thang-thanh-nien", 0.31, "nghi-quyet-57", 0.186), null);
        assertThat(plan.share(LocalDate.of(2025, 3, 10))).isCloseTo(0.01 + 0.002 + 0.504 / 168, EXACTLY);
    }

    @Test
    void leavesTheWeightOfAPhaseWithoutDatesToAllDays() {
        Plan plan = plan(Map.of("cao-diem-15-ngay", 0.5), null);
        assertThat(plan.share(LocalDate.of(2025, 3, 15))).isCloseTo(1.0 / 168, EXACTLY);
    }

    @Test
    void ofATargetOfAPhaseIsSpreadOverThatPhase() {
        Plan plan = plan(Map.of(), "pho-cap-ky-nang-so");
        assertThat(plan.from()).isEqualTo("2025-05-29");
        assertThat(plan.expected(at("2025-05-28T23:00:00"))).isZero();
        assertThat(plan.share(LocalDate.of(2025, 6, 1))).isCloseTo(1.0 / 79, EXACTLY);
        assertThat(plan.expected(at("2025-08-15T22:00:00"))).isCloseTo(1, EXACTLY);
    }

    @Test
    void ofAPeriodIsWhatIsPlannedForItsDays() {
        Plan plan = plan(Map.of("thang-thanh-nien", 0.4), null);
        Plan.Part part = plan.within(new Period(LocalDate.of(2025, 3, 31), LocalDate.of(2025, 4, 2)))
                .orElseThrow();
        assertThat(part.share()).isCloseTo(0.4 / 31 + 3 * 0.6 / 168, EXACTLY);
        assertThat(part.plan().from()).isEqualTo("2025-03-31");
        assertThat(part.plan().share(LocalDate.of(2025, 4, 1))).isCloseTo(0.6 / 168 / part.share(), EXACTLY);
        assertThat(part.plan().expected(at("2025-03-30T23:00:00"))).isZero();
        assertThat(part.plan().expected(at("2025-04-02T21:00:00"))).isCloseTo(1, EXACTLY);
        assertThat(part.plan().daysLeft(at("2025-04-02T14:00:00"))).isCloseTo(0.5, EXACTLY);
        assertThat(part.of(1_000_000)).isEqualTo(23_618);
    }

    @Test
    void ofAllItsDaysAndMoreIsTheWhole() {
        Plan plan = plan(Map.of(), "pho-cap-ky-nang-so");
        Plan.Part part = plan.within(new Period(LocalDate.of(2025, 5, 1), null)).orElseThrow();
        assertThat(part.share()).isEqualTo(1);
        assertThat(part.plan()).isSameAs(plan);
        assertThat(plan.within(new Period(null, LocalDate.of(2025, 5, 28)))).isEmpty();
    }

    @Test
    void countsTheDaysThatAreLeft() {
        Plan plan = plan(Map.of(), null);
        assertThat(plan.daysLeft(at("2025-02-01T12:00:00"))).isCloseTo(168, EXACTLY);
        assertThat(plan.daysLeft(at("2025-08-14T14:00:00"))).isCloseTo(1.5, EXACTLY);
        assertThat(plan.daysLeft(at("2025-08-15T21:00:00"))).isZero();
        assertThat(plan.daysLeft(at("2025-08-16T08:00:00"))).isZero();
    }

    @Test
    void isNoneForAPhaseWithoutDates() {
        assertThat(Plan.of(
                        PUBLISHED,
                        new Campaign.Target(
                                "any",
                                new Label("x", "x"),
                                "cao-diem-15-ngay",
                                "citizens",
                                Map.of(),
                                1,
                                Map.of(),
                                null)))
                .isEmpty();
    }
}
