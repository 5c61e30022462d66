package vn.bdhvs.e2e.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two command services on one store, both of which look after its outboxes, and events in no order at all. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class TwoRelaysTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String CLIENT = "district-724";

    /** Seen red with a relay that gave an event another id each time it sent it. */
    @Test
    void countsEachReportOnceWhenTwoRelaysSendTheSameOutboxes(Site site) {
        Evidence evidence = site.evidence();
        try (Service second = site.addSession("--outbox.sweep-every=1s");
                Emitter emitter = evidence.emitter()) {
            second.awaitReady();
            evidence.awaitRest(SOON);
            long copies = evidence.store().copies();
            // The first has sent, and does not get to say so: when its time is over, the second sends the same.
            Fault clearing = site.session().store().on("update", "assists").holdRequest();
            report(site, List.of(site.session()), 60);
            clearing.awaitFired();
            await("copies of the second relay")
                    .atMost(SOON)
                    .until(() -> evidence.store().copies() > copies);
            clearing.release();

            report(site, List.of(site.session(), second), 200);
            emitter.send(Mix.of(System.nanoTime(), 1_000, 0.2, 0));
            evidence.awaitRest(SOON);
            evidence.require();
        }
    }

    private static void report(Site site, List<Service> to, int count) {
        try (CommandLoad load = new CommandLoad(
                to.stream().map(Service::url).toList(),
                CLIENT,
                () -> site.caller(CLIENT).token(),
                "relays-" + System.nanoTime(),
                false)) {
            site.evidence().expectCommands(load);
            load.run(count, 4, 100);
        }
    }
}
