package vn.bdhvs.analytics.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenMinuteTests {

    /** A source that is behind with telling must not hide what another one has lost. */
    @Test
    void missesNothingLessBecauseMoreThanWasToldHasArrivedElsewhere() {
        assertThat(Stream.of(open(10, 7L), open(10, 61L), open(10, 10L), open(10, null))
                        .mapToLong(Tallies.Open::missing))
                .containsExactly(3L, 0L, 0L, 0L);
    }

    private static Tallies.Open open(long told, Long found) {
        return new Tallies.Open("/districts/718/a", Instant.EPOCH, told, "", found, null, null);
    }
}
