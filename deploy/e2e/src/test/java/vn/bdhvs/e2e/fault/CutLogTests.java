package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The tail of a log lost while the broker was down, as by a disk restored from an image: never silent, and mendable. */
@Tag("faults")
class CutLogTests {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String TOPIC = "citizen-assisted";

    @TempDir
    private Path directory;

    /**
     * With two instances, and the order goes to the one that does not read the partition. Seen red without the look at where
     * the log ends: no alarm came.
     */
    @Test
    void standsStillWithAReasonAtALogWhoseTailWasCutUntilAnOperatorHasItReadAgain() {
        try (Site site = Site.in(directory).analytics(2).start()) {
            CommandLoad load = site.load("district-724");
            load.run(400, 4, 200);
            site.evidence().awaitRest(SOON);
            int partition = fullest(site);
            long end = end(site, partition);

            site.broker().stop();
            long cutTo = new LogFile(site.brokerDirectory(), TOPIC, partition).cutTail(0.5);
            assertThat(cutTo).isBetween(1L, end - 1);
            site.broker().restart();
            assertThat(end(site, partition)).isEqualTo(cutTo);

            await("the alarm").atMost(SOON).until(() -> reason(site, partition).isPresent());
            assertThat(reason(site, partition).orElseThrow()).isNotBlank();
            assertThat(halted(site)).isEqualTo(1);
            assertThat(site.allAnalytics())
                    .anySatisfy(each -> assertThat(each.logged()).contains(TOPIC + "-" + partition + " stands still"));

            // Beyond its old end again: offsets alone no longer tell that something is missing.
            while (end(site, partition) <= end) {
                load.run(100, 4, 200);
            }
            assertThat(reason(site, partition)).isPresent();
            assertThat(counted(site)).isLessThan(load.count(CommandLoad.Outcome.OK));

            int status = site.caller("operations")
                    .post(
                            other(site, partition).url() + "/api/v1/ingest/partitions/" + TOPIC + "/" + partition
                                    + "/reread",
                            "")
                    .statusCode();
            assertThat(status).isBetween(200, 299);
            load.run(100, 4, 200);
            await("everything to be counted")
                    .atMost(SOON)
                    .until(() -> counted(site) == load.count(CommandLoad.Outcome.OK));
            await("the alarm to end").atMost(SOON).until(() -> reason(site, partition)
                    .isEmpty());
            assertThat(journalled(site)).isEqualTo(load.count(CommandLoad.Outcome.OK));
            assertThat(load.refusals()).isEmpty();
        }
    }

    /** Ten events are deleted from Kafka before analytics has read them: the source knows that it has sent them. */
    @Test
    void showsWhatWasDeletedBeforeItWasReadAsADifferenceOfItsSource() {
        try (Site site = Site.in(directory).start();
                BrokerConsole console = new BrokerConsole(site.brokers())) {
            site.load("district-724").run(100, 4, 100);
            site.evidence().awaitRest(SOON);
            await("all to be known to have arrived").atMost(SOON).untilAsserted(() -> {
                JsonNode source = source(site);
                assertThat(source.path("missing").asInt()).isZero();
                assertThat(source.path("verifiedThrough")).isEqualTo(source.path("talliedThrough"));
            });
            site.analytics().stop();
            Map<TopicPartition, Long> before = console.ends(Kind.topics());
            CommandLoad ten = site.load("district-724");
            ten.run(10, 1, 50);
            assertThat(ten.count(CommandLoad.Outcome.OK)).isEqualTo(10);
            await("ten to lie on Kafka").atMost(SOON).until(() -> sum(console.ends(Kind.topics())) == sum(before) + 10);
            console.cutHeads(Kind.topics());

            site.analytics().start();
            site.analytics().awaitReady();
            await("the difference").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            source(site).path("missing").asInt())
                    .isEqualTo(10));
            assertThat(source(site).at("/differences/0/ageSeconds").asInt()).isLessThan(60);
            JsonNode figures = site.caller("operations")
                    .json(site.analytics().url() + "/api/v1/campaigns/" + Facts.CAMPAIGN + "/figures?level=province");
            assertThat(figures.at("/verified/missing").asInt()).isEqualTo(10);
            assertThat(site.caller("operations").metric(site.analytics(), "control_totals_missing"))
                    .hasValue(10.0);
        }
    }

    private static long sum(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    private static JsonNode source(Site site) {
        return site.caller("operations")
                .json(site.analytics().url() + "/api/v1/control-totals")
                .path("sources")
                .valueStream()
                .filter(each -> each.path("source").asString().equals("/session-service"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the source has told nothing yet"));
    }

    private static int fullest(Site site) {
        Map<Integer, Long> ends = new ActivityLog(site.brokers())
                .ends(List.of(TOPIC)).entrySet().stream()
                        .collect(Collectors.toMap(each -> partition(each.getKey()), Map.Entry::getValue));
        return ends.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static int partition(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf(':') + 1));
    }

    private static long end(Site site, int partition) {
        return new ActivityLog(site.brokers())
                .ends(List.of(TOPIC)).entrySet().stream()
                        .filter(each -> partition(each.getKey()) == partition)
                        .findFirst()
                        .orElseThrow()
                        .getValue();
    }

    /** Why the partition stands still, as an operator is told; nothing while it is read. */
    private static Optional<String> reason(Site site, int partition) {
        return shown(site, partition)
                .filter(each -> each.path("state").asString().equals("halted"))
                .map(each -> each.path("reason").asString(""));
    }

    /** The instance that does not read the partition. */
    private static Service other(Site site, int partition) {
        String reader = shown(site, partition).orElseThrow().path("instance").asString();
        return site.allAnalytics().stream()
                .filter(each -> URI.create(each.management()).getPort()
                        != Integer.parseInt(reader.substring(reader.lastIndexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** What the first instance tells of the partition, whoever reads it. */
    private static Optional<JsonNode> shown(Site site, int partition) {
        return site.caller("operations")
                .json(site.analytics().url() + "/api/v1/ingest")
                .path("partitions")
                .valueStream()
                .filter(each -> each.path("topic").asString().equals(TOPIC)
                        && each.path("partition").asInt() == partition)
                .findFirst();
    }

    /** As the metrics of all instances have it. */
    private static double halted(Site site) {
        return site.allAnalytics().stream()
                .mapToDouble(each -> site.caller("operations")
                        .metric(each, "ingest_partitions_halted")
                        .orElseThrow())
                .sum();
    }

    private static long counted(Site site) {
        Caller province = site.caller("province-74");
        return province.figure(site.analytics(), "assists") + province.figure(site.analytics(), "classes");
    }

    private static long journalled(Site site) {
        return site.evidence().store().database().getCollection("journal").countDocuments(new Document());
    }
}
