package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.outbox.OutboxRelay;
import vn.bdhvs.session.platform.Platform;

/** The broker comes late, goes and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class BrokerAwayTests {

    private static final String[] HASTY = {
        "outbox.producer.request-timeout=1s", "outbox.producer.delivery-timeout=2s", "outbox.producer.max-block=500ms"
    };

    private final Path directory = Platform.temporary();

    @Test
    void acceptsUpToTheBoundWhileTheBrokerIsAwayAndPublishesItAllAfterwards() {
        EmbeddedKafka broker = EmbeddedKafka.start(directory, 0);
        Topics.create(broker.brokers());
        String brokers = broker.brokers();
        int brokerPort = broker.port();
        broker.close();

        long start = System.nanoTime();
        try (Service service = Service.start("away", brokers, "outbox.bound=20")) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            Api api = service.api();
            List<String> accepted = new ArrayList<>();
            Api.Answer keyed = api.post("/api/v1/assists", Reports.report(), "Idempotency-Key", "kept");
            accepted.add(keyed.json().get("id").stringValue());
            // A count that is taken while one report is being written may be wrong by that one, until the next count.
            Api.Answer answer = await().pollInterval(Duration.ofMillis(10))
                    .until(
                            () -> {
                                Api.Answer next = api.post("/api/v1/assists", Reports.report());
                                if (next.status() == 201) {
                                    accepted.add(next.json().get("id").stringValue());
                                }
                                return next;
                            },
                            next -> next.status() == 503 && service.metric("outbox_pending") == accepted.size());
            assertThat(accepted).hasSizeBetween(20, 21);
            assertThat(answer.header("Retry-After")).isEqualTo("15");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().get("type").stringValue()).endsWith("backlog-full");
            // What has waited longest is looked up at intervals.
            await().untilAsserted(() ->
                    assertThat(service.metric("outbox_oldest_age_seconds")).isPositive());
            double age = service.metric("outbox_oldest_age_seconds");
            assertThat(service.metric("outbox_published_total")).isZero();
            assertThat(service.metric("outbox_parked")).isZero();
            assertThat(api.post("/api/v1/assists", Reports.report(), "Idempotency-Key", "kept")
                            .json())
                    .isEqualTo(keyed.json());

            // It waits for room, as its sender need not; it is not lost when there is none in time.
            CompletableFuture<Api.Answer> waiting = batch(api);
            assertThat(waiting.join().status()).isEqualTo(503);
            assertThat(waiting.join().header("Retry-After")).isEqualTo("15");
            waiting = batch(api);
            assertThat(service.metric("outbox_oldest_age_seconds")).isGreaterThan(age);
            assertThat(service.metric("outbox_pending")).isEqualTo(accepted.size());

            try (EmbeddedKafka back = EmbeddedKafka.start(directory, brokerPort);
                    Topic topic = new Topic(back.brokers(), "citizen-assisted")) {
                Api.Answer batch = waiting.join();
                assertThat(batch.status()).isEqualTo(200);
                batch.json()
                        .get("rows")
                        .forEach(row -> accepted.add(row.get("id").stringValue()));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(topic.all().stream().map(ConsumerRecord::key))
                                .containsExactlyInAnyOrderElementsOf(accepted));
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                                api.post("/api/v1/assists", Reports.report()).status())
                        .isEqualTo(201));
                await().untilAsserted(() -> {
                    assertThat(service.metric("outbox_pending")).isZero();
                    assertThat(service.metric("outbox_oldest_age_seconds")).isZero();
                });
                assertThat(service.metric("outbox_published_total")).isGreaterThanOrEqualTo(accepted.size());
            }
        }
    }

    /** All that has become of a report waits with it, in the order in which it happened. */
    @Test
    void publishesWhatWasCorrectedAndTakenBackWhileTheBrokerWasAway() {
        EmbeddedKafka broker = EmbeddedKafka.start(directory, 0);
        Topics.create(broker.brokers());
        broker.close();
        try (Service service = Service.start("corrected-away", broker.brokers())) {
            Api api = service.api();
            String id = api.post("/api/v1/assists", Reports.report())
                    .json()
                    .get("id")
                    .stringValue();
            String path = "/api/v1/assists/" + id;
            assertThat(api.put(path, Reports.with("citizens", "7"), "If-Match", "\"1\"")
                            .status())
                    .isEqualTo(200);
            assertThat(api.post(path + "/retraction", "{\"reason\": \"nhầm\"}").status())
                    .isEqualTo(200);

            try (EmbeddedKafka back = EmbeddedKafka.start(directory, broker.port());
                    Topic topic = new Topic(back.brokers(), "citizen-assisted")) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(topic.all().stream()
                                .map(event -> new String(
                                        event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)))
                        .startsWith(
                                "vn.bdhvs.citizen-assisted.v1",
                                "vn.bdhvs.activity-retracted.v1",
                                "vn.bdhvs.citizen-assisted.v1",
                                "vn.bdhvs.activity-retracted.v1"));
                await().untilAsserted(() ->
                        assertThat(service.metric("outbox_pending")).isZero());
            }
        }
    }

    private static CompletableFuture<Api.Answer> batch(Api api) {
        byte[] rows = (Reports.report().replace("\n", "") + "\n").repeat(3).getBytes(StandardCharsets.UTF_8);
        return CompletableFuture.supplyAsync(() -> api.post(
                "/api/v1/assists/batch",
                rows,
                "Content-Type",
                "application/x-ndjson",
                "Idempotency-Key",
                "at the bound"));
    }

    /** Nobody but an operator can mend that; until then all of it waits, and is not taken for poison. */
    @Test
    void keepsWhatATopicThatIsGoneCannotTakeAndPublishesItOnceTheTopicIsThere(CapturedOutput output) throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()))) {
            Topics.create(broker.brokers());
            try (Service service = Service.start("gone", broker.brokers(), HASTY)) {
                Api api = service.api();
                api.post("/api/v1/assists", Reports.report());
                await().untilAsserted(() ->
                        assertThat(service.metric("outbox_published_total")).isEqualTo(1));
                admin.deleteTopics(List.of("citizen-assisted")).all().get();
                List<String> accepted = new ArrayList<>();
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    accepted.add(api.post("/api/v1/assists", Reports.report())
                            .json()
                            .get("id")
                            .stringValue());
                    return output.getAll().contains("nothing is sent until this is mended. A topic is missing");
                });
                assertThat(service.metric("outbox_parked")).isZero();
                assertThat(service.metric("outbox_pending")).isPositive();

                Topics.create(broker.brokers());
                try (Topic topic = new Topic(broker.brokers(), "citizen-assisted")) {
                    await().atMost(Duration.ofSeconds(30))
                            .untilAsserted(() ->
                                    assertThat(service.metric("outbox_pending")).isZero());
                    Set<String> published = new HashSet<>();
                    await().untilAsserted(() -> {
                        topic.all().forEach(each -> published.add(each.key()));
                        // The first of them may have gone with the old topic, acknowledged.
                        assertThat(published).contains(accepted.get(accepted.size() - 1));
                    });
                }
            }
        }
    }

    @Test
    void losesNothingWhenTheBrokerGoesUnderLoad() {
        EmbeddedKafka broker = EmbeddedKafka.start(directory, 0);
        Topics.create(broker.brokers());
        try (Service service = Service.start("load", broker.brokers(), HASTY)) {
            Api api = service.api();
            Set<String> accepted = new HashSet<>();
            Runnable load = () -> accepted.add(api.post("/api/v1/assists", Reports.report())
                    .json()
                    .get("id")
                    .stringValue());
            IntStream.range(0, 50).forEach(i -> load.run());
            broker.close();
            IntStream.range(0, 50).forEach(i -> load.run());
            OutboxRelay relay = service.context().getBean(OutboxRelay.class);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                load.run();
                return relay.isAway();
            });
            IntStream.range(0, 50).forEach(i -> load.run());

            try (EmbeddedKafka back = EmbeddedKafka.start(directory, broker.port());
                    Topic topic = new Topic(back.brokers(), "citizen-assisted")) {
                IntStream.range(0, 50).forEach(i -> load.run());
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(topic.all().stream().map(ConsumerRecord::key))
                                .containsAll(accepted));
            }
        }
    }

    @Test
    void doesNotStartWithoutItsTopicsAndSaysWhy(CapturedOutput output) {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory, 0)) {
            assertThatThrownBy(() -> Service.start("topics", broker.brokers()))
                    .hasRootCauseMessage(
                            "A topic is missing at the broker. Needed, with their partitions: {citizen-assisted=12, class-held=12, nil-reported=12, source-tally=1}");
            Topics.create(broker.brokers());
            assertThatThrownBy(() -> Service.start("topics", broker.brokers(), "outbox.topics.citizen-assisted=13"))
                    .hasRootCauseMessage(
                            "The topic 'citizen-assisted' has 12 partitions at the broker, and needs 13 or more.");
            assertThat(output).contains("Create the topic with that many partitions");
        }
    }
}
