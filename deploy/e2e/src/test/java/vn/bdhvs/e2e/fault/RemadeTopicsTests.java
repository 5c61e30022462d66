package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deletes a topic and makes it again, or adds partitions, while analytics reads. On a site of its own. */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemadeTopicsTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String TOPIC = "citizen-assisted";
    private static final int PARTITIONS = 12;

    @TempDir
    private static Path directory;

    private static Site site;
    private static Evidence evidence;
    private static BrokerConsole console;

    @BeforeAll
    static void start() {
        site = Site.in(directory).start();
        evidence = site.evidence();
        console = new BrokerConsole(site.brokers());
        send(1_000);
        evidence.awaitRest(SOON);
    }

    @AfterAll
    static void stop() {
        console.close();
        site.close();
    }

    @Test
    @Order(1)
    void countsWhatLiesOnATopicThatWasMadeAgainAndHoldsLessThanBefore() {
        double remade = remade();
        evidence.remember(List.of(TOPIC));
        console.remake(TOPIC, PARTITIONS);
        send(200);
        evidence.awaitRest(SOON);
        evidence.require();
        assertThat(remade()).isGreaterThan(remade);
    }

    /** Seen red with an id of a topic that was learnt once and for all. */
    @Test
    @Order(2)
    void countsWhatLiesOnATopicThatWasMadeAgainAndAtOnceHoldsMoreThanBefore() {
        double remade = remade();
        evidence.remember(List.of(TOPIC));
        // While it is stopped all of it happens, so that no empty log and no low offset tells it.
        site.analytics().pause();
        console.remake(TOPIC, PARTITIONS);
        send(2_000);
        site.analytics().resume();
        evidence.awaitRest(SOON);
        evidence.require();
        assertThat(remade()).isGreaterThan(remade);
    }

    @Test
    @Order(3)
    void countsWhatLiesOnPartitionsThatWereAddedMeanwhile() {
        console.widen(TOPIC, 2 * PARTITIONS);
        send(1_000);
        evidence.awaitRest(SOON);
        evidence.require();
        assertThat(console.partitions(List.of(TOPIC))).hasSize(2 * PARTITIONS);
        assertThat(evidence.store().progress())
                .as("progress of the added partitions of %s", TOPIC)
                .containsKeys(addedPartitions());
    }

    private static String[] addedPartitions() {
        return evidence.ends(TOPIC).entrySet().stream()
                .filter(end -> end.getValue() > 0)
                .map(Map.Entry::getKey)
                .filter(key -> Integer.parseInt(key.substring(key.indexOf(':') + 1)) >= PARTITIONS)
                .toArray(String[]::new);
    }

    private static void send(int events) {
        // Anew each time: a producer remembers a topic that is no more.
        try (Emitter emitter = evidence.emitter()) {
            emitter.send(Mix.of(System.nanoTime(), events, 0.1, 0.02));
        }
    }

    private static double remade() {
        Optional<Double> remade = site.caller("operations").metric(site.analytics(), "ingest_topics_remade_total");
        return remade.orElse(0.0);
    }
}
