package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that cannot be counted, wherever they lie in a batch. */
@ExtendWith(SharedSite.class)
class BadRecordsTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int BAD_PARTITION = 5;

    /** Seen red with a judge that dropped null values without a word. */
    @Test
    void rejectsBadRecordsFirstMiddleAndLastInABatchAndCountsTheirNeighbours(Site site) {
        Evidence evidence = site.evidence();
        evidence.awaitRest(SOON);
        Service analytics = site.analytics();
        List<Shipment> batch = batch(System.nanoTime());
        Fault kept = analytics.store().on("insert", "rejections").delayReply(Duration.ZERO);
        try (Emitter emitter = evidence.emitter()) {
            // While it is stopped the records gather, so that it finds them together.
            analytics.pause();
            emitter.send(batch);
            emitter.send(Mix.of(System.nanoTime(), 500, 0, 0));
            analytics.resume();
        }
        evidence.awaitRest(SOON);
        evidence.require();
        long bad = batch.stream().filter(each -> each.rejected() != null).count();
        assertThat(bad).isEqualTo(3L * Flaw.values().length);
        assertThat(kept.fired())
                .as("inserts of %s rejections", bad)
                .isPositive()
                .isLessThan((int) bad);
    }

    /** On one partition of each topic: all flaws, good ones, all flaws, good ones, all flaws. */
    private static List<Shipment> batch(long seed) {
        Facts facts = new Facts(seed);
        Random random = new Random(seed);
        List<Shipment> batch = new ArrayList<>();
        Fact used = facts.assist();
        for (int part = 0; part < 3; part++) {
            for (Flaw flaw : Flaw.values()) {
                Fact fact = flaw == Flaw.IDENTITY_REUSED ? used : facts.next();
                if (flaw == Flaw.IDENTITY_REUSED && part == 0) {
                    batch.add(Shipment.binary(used).onPartition(BAD_PARTITION));
                }
                batch.add(flaw.of(fact, random).onPartition(BAD_PARTITION));
            }
            for (int i = 0; i < 40 && part < 2; i++) {
                batch.add(Shipment.binary(facts.next()).onPartition(BAD_PARTITION));
            }
        }
        return batch;
    }
}
