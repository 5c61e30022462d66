package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An analytics instance that sleeps in the middle of a pass, loses its partitions meanwhile, and knows nothing of it. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class SleepingInstanceTests {

    private static final String CONSUMER =
            "--spring.cloud.stream.kafka.bindings.activities-in-0.consumer.configuration.";
    private static final String[] SHORT_SESSION = {
        CONSUMER + "session.timeout.ms=6000", CONSUMER + "heartbeat.interval.ms=1500"
    };
    private static final Duration SOON = Duration.ofSeconds(90);

    /** Seen red with a write of figures that does not depend on the mark: it was taken, however late. */
    @Test
    void aSleepersLateWriteChangesNothing(Site site) {
        Service sleeper = site.analytics();
        sleeper.stop();
        sleeper.start(SHORT_SESSION);
        Service other = site.addAnalytics(SHORT_SESSION);
        sleeper.awaitReady();
        other.awaitReady();
        CommandLoad load = site.load("district-725");
        try (ConsumerGroup group = new ConsumerGroup(site.brokers())) {
            int consumers = 4;
            await("both instances to read").atMost(SOON).until(() -> group.readers() == consumers);
            Fault writeHeld = sleeper.store().on("update", "figures").holdRequest();
            load.run(100, 4, 100);
            writeHeld.awaitFired();

            sleeper.pause();
            await("the other instance to read everything").atMost(SOON).until(() -> group.readers() == consumers / 2);
            site.evidence().awaitRest(SOON);
            site.evidence().require();
            writeHeld.release();
            sleeper.resume();

            await("the sleeper to learn that its write came too late")
                    .atMost(SOON)
                    .until(() -> site.caller("operations")
                                    .metric(sleeper, "figures_fold_conflicts_total")
                                    .orElse(0.0)
                            >= 1);
            await("both instances to read").atMost(SOON).until(() -> group.readers() == consumers);
        }
        load.run(100, 4, 100);
        site.evidence().awaitRest(SOON);
        site.evidence().require();
        assertThat(load.count(CommandLoad.Outcome.OK)).isEqualTo(200);
    }
}
