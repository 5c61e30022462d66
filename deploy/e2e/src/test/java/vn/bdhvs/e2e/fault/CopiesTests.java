package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same events once more, by a sender who does not know better or by a Kafka that has forgotten what was read. */
@ExtendWith(SharedSite.class)
class CopiesTests {

    private static final Duration SOON = Duration.ofSeconds(120);

    /** Seen red with a journal that took a copy for the same delivery once more. */
    @Test
    void countsNothingTwiceWhenAThirdIsPublishedAgainLateAndElsewhere(Site site) {
        Evidence evidence = site.evidence();
        long seed = System.nanoTime();
        List<Shipment> events = Mix.of(seed, 1_000, 0, 0);
        try (Emitter emitter = evidence.emitter()) {
            emitter.send(events);
            evidence.awaitRest(SOON);
            Map<String, Document> figures = evidence.store().figures();
            long copies = evidence.store().copies();

            List<Shipment> again = again(events, new Random(seed));
            emitter.send(again);
            evidence.awaitRest(SOON);

            assertThat(evidence.store().copies() - copies).isEqualTo(again.size());
            assertThat(evidence.store().figures()).isEqualTo(figures);
        }
        evidence.require();
    }

    /** Thirty of a hundred, in another order, half of them to any other partition. */
    private static List<Shipment> again(List<Shipment> events, Random random) {
        List<Shipment> again = new ArrayList<>(events);
        Collections.shuffle(again, random);
        return again.subList(0, events.size() * 3 / 10).stream()
                .map(event -> random.nextBoolean() ? event : event.onPartition(random.nextInt(1_000)))
                .toList();
    }

    /** Seen red with a consumer that went on from what Kafka had committed. */
    @Test
    void countsTheSameWhateverKafkaHasCommitted(Site site) {
        Evidence evidence = site.evidence();
        site.analytics().stop();
        try (Emitter emitter = evidence.emitter();
                BrokerConsole console = new BrokerConsole(site.brokers())) {
            emitter.send(Mix.of(System.nanoTime(), 1_000, 0.1, 0.02));
            Map<TopicPartition, Long> moved = new HashMap<>();
            console.partitions(List.of("citizen-assisted", "nil-reported"))
                    .forEach(partition -> moved.put(partition, 0L));
            moved.putAll(console.ends(List.of("class-held", "volunteer-registered")));
            console.commit(moved);
            assertThat(console.committed()).containsAllEntriesOf(moved);
        }
        site.analytics().restart();
        evidence.awaitRest(SOON);
        evidence.require();
    }
}
