package vn.bdhvs.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FailuresTests {

    private final Failures failures = new Failures(new SimpleMeterRegistry());

    @Test
    void remembersSinceWhenAConsumerFailsAndForgetsItWhenItGoesOn() {
        fail("first");
        Failures.Failure first = failures.worst().orElseThrow();
        fail("second");
        Failures.Failure second = failures.worst().orElseThrow();
        assertThat(second.since()).isEqualTo(first.since());
        assertThat(second.cause()).hasMessage("second");
        failures.watch(() -> {});
        assertThat(failures.worst()).isEmpty();
    }

    @Test
    void doesNotTakeOneConsumersSuccessForAnothers() {
        fail("still");
        CompletableFuture.runAsync(() -> failures.watch(() -> {})).join();
        assertThat(failures.worst()).isPresent();
    }

    @Test
    void forgetsAConsumerThatIsNoLongerThere() throws InterruptedException {
        Thread consumer = new Thread(() -> fail("in its thread"));
        consumer.start();
        consumer.join();
        assertThat(failures.worst()).isEmpty();
    }

    private void fail(String message) {
        assertThatThrownBy(() -> failures.watch(() -> {
                    throw new IllegalStateException(message);
                }))
                .hasMessage(message);
    }
}
