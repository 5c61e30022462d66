package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200,000 events with copies and bad records among them, shuffled, while analytics is killed again and again; then
 * everything that can be forgotten is forgotten. Each step ends with the same check of everything.
 */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EverythingAtOnceTests {

    private static final int EVENTS = 200_000;
    private static final Duration KILL_EVERY = Duration.ofSeconds(10);
    private static final Duration CATCHING_UP = Duration.ofMinutes(10);
    private static final String CONSUMER =
            "--spring.cloud.stream.kafka.bindings.activities-in-0.consumer.configuration.";
    /** Records a poll, from one start to the next: so no batch is cut as it was before. */
    private static final int[] POLLS = {100, 500, 2_000, 100, 37, 1_000};

    /** So soon Kafka gives a killed instance's partitions to the next. */
    private static final String SESSION = CONSUMER + "session.timeout.ms=6000";

    @TempDir
    private static Path directory;

    private static Site site;
    private static Evidence evidence;

    @BeforeAll
    static void start() {
        site = Site.in(directory).start();
        evidence = site.evidence();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    /** Seen red, with 60,000 events, when progress was raised before the figures were written: 826 figures were short. */
    @Test
    @Order(1)
    void countsEveryEventOnceHoweverOftenAnalyticsIsKilled() {
        List<Shipment> all = mix(20_250_326, EVENTS);
        site.analytics().stop();
        int killedAtWork = 0;
        try (Emitter emitter = evidence.emitter()) {
            for (int i = 0; i < POLLS.length; i++) {
                emitter.send(all.subList(all.size() / POLLS.length * i, end(all.size(), i)));
                site.analytics().start(SESSION, CONSUMER + "max.poll.records=" + POLLS[i]);
                awaitWork();
                awaitTime(KILL_EVERY);
                killedAtWork += evidence.restless().isEmpty() ? 0 : 1;
                site.analytics().kill();
            }
            assertThat(emitter.acknowledged()).isEqualTo(all.size());
        }
        assertThat(killedAtWork).as("kills while there was work to do").isGreaterThanOrEqualTo(5);
        site.analytics().start(SESSION);
        evidence.awaitRest(CATCHING_UP);
        evidence.require();
        assertThat(evidence.store().database().getCollection("journal").estimatedDocumentCount())
                .isEqualTo(EVENTS);
    }

    /** Of so few units and days that each document is written to again and again, by batches cut anyhow. */
    private static List<Shipment> mix(long seed, int events) {
        return Mix.of(new Facts(seed, 12, 8), seed, events, 0.2, 0.01);
    }

    private static int end(int size, int part) {
        return part == POLLS.length - 1 ? size : size / POLLS.length * (part + 1);
    }

    /** It is at work when progress moves. */
    private static void awaitWork() {
        Object before = evidence.store().progress();
        await("work")
                .atMost(Duration.ofMinutes(2))
                .until(() -> !before.equals(evidence.store().progress()));
    }

    private static void awaitTime(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
    }

    @Test
    @Order(2)
    void countsTheSameWhenKafkaHasForgottenTheGroup() {
        site.analytics().stop();
        try (BrokerConsole console = new BrokerConsole(site.brokers())) {
            console.deleteGroup();
            assertThat(console.committed()).isEmpty();
        }
        // So that it shows where reading goes on.
        try (Emitter emitter = evidence.emitter()) {
            emitter.send(mix(20_250_328, EVENTS / 20));
        }
        site.analytics().start(SESSION);
        evidence.awaitRest(CATCHING_UP);
        evidence.require();
    }

    @Test
    @Order(3)
    void countsTheSameWhenEverythingIsReadAgain() {
        Map<String, Document> figures = evidence.store().figures();
        site.analytics().stop();
        evidence.store().database().getCollection("progress").deleteMany(new Document());
        site.analytics().start(SESSION);
        evidence.awaitRest(CATCHING_UP);
        assertThat(evidence.store().figures()).isEqualTo(figures);
        evidence.require();
    }

    @Test
    @Order(4)
    void countsOnWhenThereAreThreeTimesAsManyPartitions() {
        try (BrokerConsole console = new BrokerConsole(site.brokers());
                Emitter emitter = evidence.emitter()) {
            Kind.topics().forEach(topic -> console.widen(topic, 36));
            emitter.send(mix(20_250_327, EVENTS / 10));
            assertThat(console.partitions(Kind.topics())).hasSize(4 * 36);
        }
        evidence.awaitRest(CATCHING_UP);
        evidence.require();
    }
}
