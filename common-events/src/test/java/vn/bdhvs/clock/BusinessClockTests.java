package vn.bdhvs.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BusinessClockTests {

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant START = Instant.parse("2025-03-26T01:00:00Z");
    private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void runsFromItsStartAtItsRate() {
        BusinessClock clock = shifted(60, "2026-01-01T00:01:00Z");
        assertThat(clock.instant()).isEqualTo("2025-03-26T02:00:00Z");
        assertThat(clock.isDemo()).isTrue();
    }

    @Test
    void beginsADayAtMidnightOfTheCampaign() {
        assertThat(shifted(1, "2026-01-01T15:59:59Z").today()).isEqualTo(LocalDate.of(2025, 3, 26));
        assertThat(shifted(1, "2026-01-01T16:00:00Z").today()).isEqualTo(LocalDate.of(2025, 3, 27));
    }

    @Test
    void isTheRealTimeUnlessShifted() {
        BusinessClock clock = BusinessClock.real(ZONE);
        assertThat(clock.at(ANCHOR)).isEqualTo(ANCHOR);
        assertThat(clock.isDemo()).isFalse();
    }

    @Test
    void refusesToStandStill() {
        assertThatIllegalArgumentException().isThrownBy(() -> shifted(0, "2026-01-01T00:00:00Z"));
    }

    private static BusinessClock shifted(double rate, String now) {
        return BusinessClock.shifted(START, ANCHOR, rate, Clock.fixed(Instant.parse(now), ZoneOffset.UTC), ZONE);
    }
}
