package vn.bdhvs.analytics.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.campaign.Label;

/** A target of 16,800 in 168 even days: 100 a day. */
class PaceTests {

    private static final long TARGET = 16_800;
    private static final LocalDateTime AFTER_TEN_DAYS = LocalDateTime.parse("2025-03-10T21:00:00");
    private static final Plan PLAN = Plan.of(
                    Catalogue.read(List.of(new ClassPathResource("vn/bdhvs/campaign/binh-dan-hoc-vu-so-2025.yaml")))
                            .find("binh-dan-hoc-vu-so-2025")
                            .orElseThrow(),
                    new Campaign.Target("any", new Label("x", "x"), null, "citizens", Map.of(), TARGET, Map.of(), null))
            .orElseThrow();

    private static Pace pace(long actual, LocalDateTime time) {
        return Pace.of(TARGET, actual, PLAN, time, new Pace.LastDays(0, 0), null);
    }

    @ParameterizedTest
    @CsvSource({
        "899, BEHIND",
        "900, RISK",
        "999, RISK",
        "1000, ON",
        "16799, ON",
        "16800, MET",
        "16801, OVER",
        "0, BEHIND",
    })
    void isToldByWhatIsPlannedUntilNow(long actual, Pace.Status status) {
        assertThat(pace(actual, AFTER_TEN_DAYS).status()).isEqualTo(status);
    }

    @Test
    void isNotToldBeforeThreeOfAHundredArePlanned() {
        assertThat(pace(0, LocalDateTime.parse("2025-03-05T21:00:00")).status()).isEqualTo(Pace.Status.EARLY);
        assertThat(pace(0, LocalDateTime.parse("2025-03-06T21:00:00")).status()).isEqualTo(Pace.Status.BEHIND);
    }

    @Test
    void isOverWhenTheDaysAreOver() {
        LocalDateTime after = LocalDateTime.parse("2025-08-16T00:00:00");
        assertThat(pace(16_799, after).status()).isEqualTo(Pace.Status.ENDED);
        assertThat(pace(16_799, after).needed()).isNull();
        assertThat(pace(16_801, after).status()).isEqualTo(Pace.Status.OVER);
    }

    @Test
    void isNeitherRoundedNorCapped() {
        Pace pace =
                Pace.of(1_200_000, 1_600_000, PLAN, AFTER_TEN_DAYS, new Pace.LastDays(0, 0), LocalDate.of(2025, 3, 9));
        assertThat(pace.reached()).isCloseTo(4.0 / 3, within(1e-12));
        assertThat(pace.needed()).isNull();
        assertThat(pace.metOn()).isEqualTo("2025-03-09");
    }

    @Test
    void hasNoRatioBeforeAnythingIsPlanned() {
        assertThat(pace(5, LocalDateTime.parse("2025-03-01T06:00:00")).ratio()).isNull();
    }

    @Test
    void tellsWhatIsNeededADayAndHowItRuns() {
        Pace pace = Pace.of(TARGET, 1_000, PLAN, AFTER_TEN_DAYS, new Pace.LastDays(560, 7), null);
        assertThat(pace.needed()).isCloseTo(15_800.0 / 158, within(1e-9));
        assertThat(pace.running()).isEqualTo(80.0);
        assertThat(pace.ratio()).isCloseTo(1, within(1e-12));
    }

    @Test
    void looksAtNoMoreFullDaysThanThereWere() {
        assertThat(Pace.LastDays.before(LocalDate.of(2025, 3, 1), PLAN)).isZero();
        assertThat(Pace.LastDays.before(LocalDate.of(2025, 3, 4), PLAN)).isEqualTo(3);
        assertThat(Pace.LastDays.before(LocalDate.of(2025, 5, 4), PLAN)).isEqualTo(7);
        assertThat(Pace.LastDays.before(LocalDate.of(2025, 2, 4), PLAN)).isZero();
    }
}
