package vn.bdhvs.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalsTests {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final Refusals refusals = new Refusals(now::get);

    @Test
    void lastUntilTheirTimeIsOver() {
        refusals.add("Bearer a", Duration.ofMillis(20));
        assertThat(refusals.wait("Bearer a")).isEqualTo(Duration.ofMillis(20));
        now.addAndGet(Duration.ofMillis(19).toNanos());
        assertThat(refusals.wait("Bearer a")).isEqualTo(Duration.ofMillis(1));
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(refusals.wait("Bearer a")).isZero();
    }

    @Test
    void concernNobodyElse() {
        refusals.add("Bearer a", Duration.ofMillis(20));
        assertThat(refusals.wait("Bearer b")).isZero();
    }

    @Test
    void areForgottenOldestFirst() {
        refusals.add("Bearer a", Duration.ofHours(1));
        refusals.add("Bearer b", Duration.ofHours(1));
        refusals.add("Bearer a", Duration.ofHours(1));
        for (int i = 0; i < 999; i++) {
            refusals.add("Bearer " + i, Duration.ofHours(1));
        }
        assertThat(refusals.wait("Bearer a")).isPositive();
        assertThat(refusals.wait("Bearer b")).isZero();
    }
}
