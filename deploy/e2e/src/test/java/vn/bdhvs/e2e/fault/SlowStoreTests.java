package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store that takes two seconds for each batch of figures: the lag shows, and nothing else happens. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class SlowStoreTests {

    private static final String LONGEST_BATCH =
            "--spring.cloud.stream.kafka.bindings.activities-in-0.consumer.configuration.max.poll.interval.ms=10000";
    private static final Duration AWHILE = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(90);

    /** Seen red with a write for each document: its batches took too long to stay in the group. */
    @Test
    void fallsBehindWithAnAlarmAndWithoutARebalance(Site site) {
        site.analytics().stop();
        site.analytics().restart(LONGEST_BATCH);
        AtomicReference<Double> longest = new AtomicReference<>(0.0);
        try (ConsumerGroup group = new ConsumerGroup(site.brokers());
                CommandLoad load = site.load("district-719")) {
            await("all partitions to be read").atMost(SOON).until(() -> group.readers() == 2);
            load.run(100, 4, 100);
            site.evidence().awaitRest(SOON);
            Map<String, Set<TopicPartition>> assignment = group.assignment();

            Fault slow = site.analytics().store().on("update", "figures").delayReply(Duration.ofSeconds(2));
            load.start(4, 40);
            long begin = System.nanoTime();
            await("a while of slowness")
                    .atMost(AWHILE.multipliedBy(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        assertThat(group.assignment()).isEqualTo(assignment);
                        longest.set(Math.max(longest.get(), lag(site)));
                        return System.nanoTime() - begin > AWHILE.toNanos();
                    });
            load.stop();
            assertThat(slow.fired()).isGreaterThan(20);
            assertThat(longest.get()).isGreaterThan(30);
            site.evidence().awaitRest(SOON);
            assertThat(group.assignment()).isEqualTo(assignment);
            await("the lag to end").atMost(SOON).until(() -> lag(site) == 0);
        }
        site.evidence().require();
    }

    private static double lag(Site site) {
        return site.caller("operations").metric(site.analytics(), "ingest_lag").orElseThrow();
    }
}
