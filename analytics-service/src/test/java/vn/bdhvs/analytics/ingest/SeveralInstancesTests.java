package vn.bdhvs.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.AnalyticsServiceApplication;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.local.mongo.EmbeddedMongo;

/** Two instances with one store, each of which reads one of the two partitions of a topic of their own. */
class SeveralInstancesTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DATABASE = "several-instances";
    private static final String TOPIC = "read-by-two";
    private static final String INGEST = "/api/v1/ingest";

    private static String topicId = "";
    private static Instance one;
    private static Instance two;

    /** An instance, and an operator who asks it. */
    private record Instance(ConfigurableApplicationContext context) implements AutoCloseable {

        static Instance start() {
            return start(DATABASE, TestPlatform.mongoUri(DATABASE));
        }

        static Instance start(String group, String store) {
            Map<String, String> settings = new HashMap<>(TestPlatform.properties(DATABASE));
            settings.put("spring.mongodb.uri", store);
            settings.put("server.port", "0");
            settings.put("management.server.port", "0");
            settings.put("campaign.clock.start", "2025-03-26T01:01:00Z");
            settings.put("spring.cloud.function.definition", "activities");
            String binding = "spring.cloud.stream.bindings." + IngestConfiguration.BINDING;
            settings.put(binding + ".destination", TOPIC);
            settings.put(binding + ".group", group);
            settings.put(binding + ".consumer.concurrency", "1");
            SpringApplication service = new SpringApplication(AnalyticsServiceApplication.class);
            service.addInitializers(context -> ((GenericApplicationContext) context)
                    .registerBean(ReactorResourceFactory.class, Instance::threadsOfItsOwn));
            return new Instance(service.run(settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
        }

        /** Those that all servers of a JVM share end with the first server that does. */
        private static ReactorResourceFactory threadsOfItsOwn() {
            ReactorResourceFactory threads = new ReactorResourceFactory();
            threads.setUseGlobalResources(false);
            return threads;
        }

        Api operator() {
            return Api.as("operator", port("local.server.port"));
        }

        int port(String name) {
            return Integer.parseInt(context.getEnvironment().getRequiredProperty(name));
        }

        /** Whether this is the one that is shown under a name. */
        boolean isShownAs(String name) {
            return name.endsWith(":" + port("local.management.port"));
        }

        JsonNode partition(int number) {
            return operator().json(INGEST).path("partitions").path(number);
        }

        Set<String> instances() {
            return operator()
                    .json(INGEST)
                    .path("instances")
                    .valueStream()
                    .map(each -> each.path("instance").asString())
                    .collect(Collectors.toSet());
        }

        int reread(int partition) {
            return operator()
                    .post(INGEST + "/partitions/" + TOPIC + "/" + partition + "/reread", "")
                    .status();
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestPlatform.brokers()))) {
            topicId = admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1)))
                    .topicId(TOPIC)
                    .get()
                    .toString();
        }
        one = Instance.start();
        two = Instance.start();
    }

    @BeforeEach
    void eachReadsOne() {
        for (Instance each : List.of(one, two)) {
            await().atMost(SOON)
                    .until(() -> !each.partition(1).path("instance").isMissingNode()
                            && !each.partition(0)
                                    .path("instance")
                                    .equals(each.partition(1).path("instance")));
        }
    }

    @AfterAll
    static void close() {
        one.close();
        two.close();
    }

    @Test
    void eachTellsWhoReadsWhat() {
        for (Instance each : List.of(one, two)) {
            JsonNode reading = each.operator().json(INGEST);
            assertThat(reading.path("partitions")
                            .valueStream()
                            .map(partition -> partition.path("topic").asString() + partition.path("partition")))
                    .containsExactly(TOPIC + 0, TOPIC + 1);
            assertThat(reading.path("partitions")
                            .valueStream()
                            .map(partition -> partition.path("instance").asString()))
                    .anyMatch(one::isShownAs)
                    .anyMatch(two::isShownAs);
            assertThat(reading.path("instances").valueStream().map(instance -> instance.path("instance")
                            .asString()))
                    .hasSize(2)
                    .isSorted();
        }
    }

    /** Seen red with a look at the partitions of the instance itself. */
    @Test
    void eitherHasAPartitionReadAnewThatTheOtherReads() {
        new Progress(mongo())
                .advance(1, Map.of(Origin.partitionKey(topicId, 0), new Progress.Step(Progress.NONE, 7, null, 0)));
        await().atMost(SOON)
                .until(() -> one.partition(0).path("reason").asString("").contains("its tail was cut"));
        assertThat(one.partition(0).path("state").asString()).isEqualTo("halted");
        Instance other = one.isShownAs(one.partition(0).path("instance").asString()) ? two : one;
        assertThat(other.reread(1)).isEqualTo(409);

        assertThat(other.reread(0)).isEqualTo(202);
        for (Instance each : List.of(one, two)) {
            await().atMost(SOON)
                    .until(() -> each.partition(0).path("state").asString().equals("reading"));
            assertThat(each.partition(0).path("topicId").asString()).isEqualTo(topicId + "~2");
        }
        assertThat(other.reread(0)).isEqualTo(409);
    }

    @Test
    void eitherTellsWhatFailsAtTheOther() {
        Failures failures = two.context().getBean(Failures.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> failures.watch(() -> {
                    throw new IllegalStateException("as a store that is away");
                }));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(failing(one)).containsExactly(entry(true, "IllegalStateException")));
        failures.watch(() -> {});
        await().atMost(SOON).untilAsserted(() -> assertThat(failing(one)).isEmpty());
    }

    /** What an instance tells of those that fail: whether it is the second one, and the cause. */
    private static Map<Boolean, String> failing(Instance asked) {
        return asked.operator()
                .json(INGEST)
                .path("instances")
                .valueStream()
                .filter(each -> each.has("failing"))
                .collect(Collectors.toMap(
                        each -> two.isShownAs(each.path("instance").asString()),
                        each -> each.at("/failing/cause").asString()));
    }

    @Test
    void knowNothingMoreOfOneThatHasEnded() {
        try (Instance third = Instance.start()) {
            await().atMost(SOON).until(() -> one.instances().size() == 3);
            assertThat(one.instances()).anyMatch(third::isShownAs);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> one.instances().size() == 2);
    }

    @Test
    void knowNothingMoreOfOneThatHasBeenSilentForTwentySecondsAndForgetItLater() {
        write("silent", Instant.now().minusSeconds(10));
        write("forgotten", Instant.now().minusSeconds(601));
        assertThat(two.instances()).contains("silent:9080").doesNotContain("forgotten:9080");
        await().atMost(SOON).until(() -> !two.instances().contains("silent:9080"));
        await().atMost(SOON)
                .until(() -> mongo().getCollection("readers").countDocuments(new Document("_id", "forgotten")) == 0);
        assertThat(mongo().getCollection("readers").countDocuments(new Document("_id", "silent")))
                .isEqualTo(1);
    }

    private static void write(String instance, Instant seen) {
        mongo().getCollection("readers")
                .insertOne(new Document("_id", instance)
                        .append("name", instance + ":9080")
                        .append("seen", Date.from(seen))
                        .append("partitions", List.of()));
    }

    @Test
    void oneSaysToAskAgainWhileItsStoreIsAway() {
        EmbeddedMongo store = EmbeddedMongo.inMemory(0);
        try (Instance alone = Instance.start("alone", store.uri("alone"))) {
            await().atMost(SOON).until(() -> alone.instances().size() == 1);
            store.close();
            assertThat(alone.operator().get(INGEST).statusCode()).isEqualTo(503);
            // Seen with 500: neither the order nor the note of it could be written.
            assertThat(alone.reread(0)).isEqualTo(503);
        }
    }

    private static MongoTemplate mongo() {
        return one.context().getBean(MongoTemplate.class);
    }
}
