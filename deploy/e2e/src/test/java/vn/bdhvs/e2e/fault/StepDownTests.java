package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A rolling restart of MongoDB as services see it: what the primary was doing is answered with an error though it may have
 * been done, then for a while nobody is primary. There is no replica set here; the errors are the server's own, answered on
 * the way to the store, and the driver tries nothing again by itself, as it would with one.
 */
@Tag("faults")
@ExtendWith(SharedSite.class)
class StepDownTests {

    private static final int RESTARTS = 3;
    private static final int INTERRUPTED = 30;
    private static final Duration ELECTION = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void losesAndDoublesNothingThroughElections(Site site) {
        try (CommandLoad load = new CommandLoad(
                List.of(site.session().url()),
                "district-722",
                () -> site.caller("district-722").token(),
                "step-down-" + System.nanoTime(),
                true)) {
            site.evidence().expectCommands(load);
            load.start(4, 40);
            for (int restart = 1; restart <= RESTARTS; restart++) {
                awaitReports(load, restart * 200L);
                stepDown(site.session().store());
                awaitReports(load, load.count(CommandLoad.Outcome.OK) + 100);
                stepDown(site.analytics().store());
            }
            load.stop();
            assertThat(load.outcomes().values()).containsOnly(CommandLoad.Outcome.OK);
            assertThat(load.refusals()).isNotEmpty().containsOnly(503);
        }
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }

    private static void awaitReports(CommandLoad load, long count) {
        await("reports").atMost(SOON).until(() -> load.count(CommandLoad.Outcome.OK) >= count);
    }

    private static void stepDown(MongoProxy store) {
        Fault interrupted = store.onAny().times(INTERRUPTED).answerAfterwards(StoreError.STEPPED_DOWN);
        interrupted.awaitFired(INTERRUPTED);
        Fault election = store.onAny().answerInstead(StoreError.NOT_PRIMARY);
        store.cutAll();
        election.awaitFired();
        await("a new primary").pollDelay(ELECTION).until(() -> true);
        store.clear();
    }
}
