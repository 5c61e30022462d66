package vn.bdhvs.analytics.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.bdhvs.analytics.pace.Pace.Status.BEHIND;
import static vn.bdhvs.analytics.pace.Pace.Status.MET;
import static vn.bdhvs.analytics.pace.Pace.Status.ON;
import static vn.bdhvs.analytics.pace.Pace.Status.RISK;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyStatusTests {

    private static final Instant START = Instant.parse("2025-03-26T01:00:00Z");

    private final SteadyStatus<String> statuses = new SteadyStatus<>();

    private Pace.Status after(int minutes, Pace.Status wanted) {
        return statuses.show("718", wanted, START.plusSeconds(60L * minutes));
    }

    @Test
    void showsWhatItFirstSees() {
        assertThat(after(0, RISK)).isEqualTo(RISK);
    }

    @Test
    void changesAfterAQuarterOfAnHourOnTheNewSide() {
        after(0, ON);
        assertThat(after(1, RISK)).isEqualTo(ON);
        assertThat(after(15, RISK)).isEqualTo(ON);
        assertThat(after(16, RISK)).isEqualTo(RISK);
    }

    @Test
    void beginsToCountAgainWhenItWavers() {
        after(0, ON);
        after(1, RISK);
        assertThat(after(10, ON)).isEqualTo(ON);
        assertThat(after(11, RISK)).isEqualTo(ON);
        assertThat(after(25, RISK)).isEqualTo(ON);
        assertThat(after(26, RISK)).isEqualTo(RISK);
    }

    @Test
    void countsEachNewSideByItself() {
        after(0, ON);
        after(1, RISK);
        assertThat(after(10, BEHIND)).isEqualTo(ON);
        assertThat(after(16, BEHIND)).isEqualTo(ON);
        assertThat(after(25, BEHIND)).isEqualTo(BEHIND);
    }

    @Test
    void showsATargetThatIsMetAtOnce() {
        after(0, RISK);
        assertThat(after(1, MET)).isEqualTo(MET);
        assertThat(after(2, ON)).isEqualTo(ON);
    }

    @Test
    void keepsWhatItJudgesApart() {
        after(0, ON);
        assertThat(statuses.show("719", RISK, START)).isEqualTo(RISK);
    }
}
