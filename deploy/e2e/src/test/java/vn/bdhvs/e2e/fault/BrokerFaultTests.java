package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker killed again and again while reports come: what it acknowledged it holds, and each report has its event. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class BrokerFaultTests {

    private static final int KILLS = 10;
    private static final Duration SOON = Duration.ofSeconds(90);

    /**
     * Seen red when a poll that was tried again after a failure counted as a second look at the log: partitions stood still
     * whose log had lost nothing.
     */
    @Test
    void holdsEverythingItAcknowledgedAfterTenKills(Site site) {
        try (CommandLoad load = site.load("district-722")) {
            load.start(4, 40);
            for (int kill = 0; kill < KILLS; kill++) {
                double published = published(site);
                await("events to flow").atMost(SOON).until(() -> published(site) > published + 60);
                site.broker().kill();
                site.broker().restart();
            }
            load.stop();
            assertThat(load.refusals()).isEmpty();
            assertThat(load.count(CommandLoad.Outcome.UNKNOWN)).isZero();
        }
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }

    private static double published(Site site) {
        return site.caller("operations")
                .metric(site.session(), "outbox_published_total")
                .orElse(0.0);
    }
}
