package vn.bdhvs.e2e.fault;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Analytics killed, or its store's answers lost, at each step of a pass. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class IngestFaultTests {

    private static final String CONSUMER =
            "--spring.cloud.stream.kafka.bindings.activities-in-0.consumer.configuration.";
    private static final String BATCH_SIZE = CONSUMER + "max.poll.records=";
    /** The group forgets a killed consumer soon, so that its successor need not wait. */
    private static final String SHORT_SESSION = CONSUMER + "session.timeout.ms=6000";

    private final Site site;
    private final CommandLoad load;

    IngestFaultTests(Site site) {
        this.site = site;
        this.load = site.load("district-724");
    }

    private void report(int count) {
        load.run(count, 4, 200);
    }

    private void assertCountedOnce() {
        site.evidence().awaitRest(Duration.ofSeconds(60));
        site.evidence().require();
    }

    /** A step of a pass, by the command that does it; and whether the kill comes before or after the store has done it. */
    private record Step(String command, String collection, boolean done) {

        Fault hold(Service analytics) {
            Fault.Trigger trigger = analytics.store().on(command, collection);
            return done ? trigger.holdReply() : trigger.holdRequest();
        }
    }

    /** Seen red when what the journal holds already was not folded again. */
    @Test
    void countsOnceWhenKilledBeforeBetweenAndAfterTheTwoBulkWritesAndRestartedWithAnotherBatchSize() {
        killAtEach(List.of(
                new Step("insert", "journal", false),
                new Step("update", "figures", false),
                new Step("update", "figures", true)));
    }

    @Test
    void countsOnceWhicheverWriteOfAPassItIsKilledAt() {
        killAtEach(List.of(
                new Step("insert", "journal", false),
                new Step("update", "progress", true),
                new Step("update", "figures", true),
                new Step("insert", "journal", true),
                new Step("update", "progress", false),
                new Step("update", "figures", false),
                new Step("update", "figures", true),
                new Step("update", "progress", false)));
    }

    private void killAtEach(List<Step> steps) {
        Service analytics = site.analytics();
        analytics.stop();
        report(60);
        int batch = 40;
        for (Step step : steps) {
            Fault held = step.hold(analytics);
            analytics.start(BATCH_SIZE + batch, SHORT_SESSION);
            held.awaitFired();
            analytics.kill();
            analytics.store().clear();
            report(10);
            batch = batch * 7 % 47;
        }
        analytics.restart();
        assertCountedOnce();
    }

    /**
     * Seen red with a fold that does not look at the marks (figures, progress), and when what the journal holds already was
     * not folded again (journal).
     */
    @ParameterizedTest
    @CsvSource({"insert, journal", "update, figures", "update, progress"})
    void countsOnceWhenTheStoresAnswerIsLostAfterItDidAsTold(String command, String collection) {
        Fault lost = site.analytics().store().on(command, collection).times(3).dropReply();

        report(20);

        lost.awaitFired(3);
        assertCountedOnce();
    }
}
