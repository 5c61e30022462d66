package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Analytics grows to three and shrinks to one, and every instance of it and of the session service is restarted, one after
 * the other, under load. {@link VolunteersTests} does so with the registration service.
 */
@Tag("faults")
@ExtendWith(SharedSite.class)
class RollingRestartTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int PARTITIONS = 48;

    @Test
    void losesNothingAndRefusesNobodyWhileServicesComeAndGo(Site site) {
        Service other = site.addSession();
        Caller operator = site.caller("operations");
        AtomicInteger turn = new AtomicInteger();
        try (other;
                ConsumerGroup group = new ConsumerGroup(site.brokers());
                CommandLoad load = new CommandLoad(
                        List.of(site.session().url(), other.url()),
                        "district-722",
                        () -> site.caller("district-722").token(),
                        "rolling-" + System.nanoTime(),
                        true);
                LiveViewer viewer = new LiveViewer(
                        () -> {
                            List<Service> all = site.allAnalytics();
                            return all.get(turn.getAndIncrement() % all.size()).url();
                        },
                        operator::token)) {
            other.awaitReady();
            site.evidence().expectCommands(load);
            load.start(4, 20);

            Service second = site.addAnalytics();
            Service third = site.addAnalytics();
            second.awaitReady();
            third.awaitReady();
            await("three instances to share all partitions").atMost(SOON).untilAsserted(() -> {
                assertThat(group.readers()).isEqualTo(6);
                assertThat(group.assignment().values().stream().mapToInt(Set::size))
                        .allMatch(partitions -> partitions == PARTITIONS / 6);
            });
            for (Service each : List.of(site.session(), other, site.analytics(), second, third)) {
                each.stop();
                each.restart();
            }
            site.removeAnalytics(third);
            site.removeAnalytics(second);
            await("one instance to read all partitions").atMost(SOON).untilAsserted(() -> {
                assertThat(group.readers()).isEqualTo(2);
                assertThat(group.assignment().values().stream()
                                .flatMap(Set<TopicPartition>::stream)
                                .distinct())
                        .hasSize(PARTITIONS);
            });
            load.stop();

            assertThat(load.count(CommandLoad.Outcome.OK)).isGreaterThan(500);
            assertThat(load.outcomes().values()).containsOnly(CommandLoad.Outcome.OK);
            assertThat(load.refusals()).allMatch(status -> status == 503);
            assertThat(viewer.connections()).isGreaterThan(1);
            site.evidence().awaitRest(SOON);
            long counted = operator.figure(site.analytics(), "assists");
            await("the viewer to see it all").atMost(SOON).until(() -> viewer.assists() == counted);
        }
        site.evidence().require();
    }
}
