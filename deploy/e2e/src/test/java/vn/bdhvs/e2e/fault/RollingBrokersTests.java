package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of three brokers each is restarted, then each is killed, under load: figures go on while any one of them is away. */
@Tag("faults")
class RollingBrokersTests {

    private static final int BROKERS = 3;
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int SHOWN_MEANWHILE = 200;

    @TempDir
    private Path directory;

    /** Seen red where a record had to be in all three logs: nothing moved while one was away. */
    @Test
    void losesNothingAndGoesOnWhileOneIsAway() {
        try (Site site = Site.in(directory).brokers(BROKERS).start();
                Replicas replicas = new Replicas(site.brokers(), BROKERS);
                LiveViewer viewer = new LiveViewer(site.analytics()::url, site.caller("operations")::token)) {
            // Each unit has its partition: all districts, so that every broker leads some of what is reported.
            List<CommandLoad> loads = IntStream.rangeClosed(718, 726)
                    .mapToObj(district -> site.load("district-" + district))
                    .toList();
            replicas.awaitInSync();
            loads.forEach(load -> load.start(1, 5));
            for (int broker = 1; broker <= BROKERS; broker++) {
                takeAway(site, broker, Part::stop, viewer, replicas);
            }
            for (int broker = 1; broker <= BROKERS; broker++) {
                takeAway(site, broker, Part::kill, viewer, replicas);
            }
            loads.forEach(CommandLoad::close);

            assertThat(loads).allSatisfy(load -> {
                assertThat(load.refusals()).isEmpty();
                assertThat(load.outcomes().values()).containsOnly(CommandLoad.Outcome.OK);
            });
            site.evidence().awaitRest(SOON);
            long counted = site.caller("operations").figure(site.analytics(), "assists");
            await("the viewer to see it all").atMost(SOON).until(() -> viewer.assists() == counted);
            assertThat(viewer.connections()).isEqualTo(1);
            site.evidence().require();
        }
    }

    /** As an operator does it: the next one only when this one holds everything again. */
    private static void takeAway(Site site, int number, Consumer<Part> how, LiveViewer viewer, Replicas replicas) {
        await("it to lead some of what is reported")
                .atMost(SOON)
                .until(() -> replicas.ledBy(number, "citizen-assisted") > 0);
        Part broker = site.allBrokers().get(number - 1);
        how.accept(broker);
        long before = viewer.assists();
        await("figures to go on without " + broker.name())
                .atMost(SOON)
                .until(() -> viewer.assists() > before + SHOWN_MEANWHILE);
        broker.restart();
        replicas.awaitInSync();
    }
}
