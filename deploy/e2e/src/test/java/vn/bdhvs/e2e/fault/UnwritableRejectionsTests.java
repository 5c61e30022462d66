package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The topic of rejections takes nothing while a bad record comes. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class UnwritableRejectionsTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int PARTITION = 7;

    /** Seen red with a failure to send a rejection that was passed over. */
    @Test
    void standsStillAndSaysSoWhileARejectionCannotBeWrittenAndSkipsNothing(Site site) {
        Evidence evidence = site.evidence();
        evidence.awaitRest(SOON);
        Caller operator = site.caller("operations");
        Map<Place, String> bad = new ConcurrentHashMap<>();
        try (BrokerConsole console = new BrokerConsole(site.brokers());
                Emitter emitter = new Emitter(site.brokers(), (place, reason) -> {
                    bad.put(place, reason);
                    evidence.expectRejected(place, reason);
                })) {
            console.set(RejectedTopic.NAME, "max.message.bytes", "100");
            try {
                emitter.send(records(System.nanoTime()));
                await("the alarm").atMost(SOON).until(() -> failing(site, operator) >= 5);
                assertThat(operator.metric(site.analytics(), "ingest_failing_seconds"))
                        .hasValueSatisfying(seconds -> assertThat(seconds).isGreaterThanOrEqualTo(5));
                Map<String, Long> progress = evidence.store().progress();
                bad.keySet().forEach(place -> assertThat(progress.getOrDefault(place.partitionKey(), -1L))
                        .as("progress of the partition of " + place)
                        .isLessThan(place.offset()));
            } finally {
                console.set(RejectedTopic.NAME, "max.message.bytes", String.valueOf(2 << 20));
            }
        }
        assertThat(bad).hasSize(1);
        evidence.awaitRest(SOON);
        evidence.require();
        await("the end of the alarm").atMost(SOON).until(() -> failing(site, operator) == 0);
    }

    private static long failing(Site site, Caller operator) {
        return operator.json(site.analytics().url() + "/api/v1/ingest")
                .path("instances")
                .valueStream()
                .mapToLong(instance -> instance.at("/failing/seconds").asLong(0))
                .max()
                .orElse(0);
    }

    /** A bad one in the middle of good ones, all on one partition. */
    private static List<Shipment> records(long seed) {
        Facts facts = new Facts(seed);
        List<Shipment> records = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            Shipment good = Shipment.binary(facts.assist());
            records.add(
                    (i == 10 ? Flaw.UNKNOWN_UNIT.of(facts.assist(), new Random(seed)) : good).onPartition(PARTITION));
        }
        return records;
    }
}
