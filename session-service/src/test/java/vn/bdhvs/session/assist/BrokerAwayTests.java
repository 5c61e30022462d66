package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.local.Topic;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.outbox.OutboxRelay;
import vn.bdhvs.session.SessionServiceApplication;
import vn.bdhvs.session.platform.Platform;

/** The broker comes late, goes and comes back. */
@ExtendWith(OutputCaptureExtension.class)
class BrokerAwayTests {

    private final Path directory = Platform.temporary();

    @Test
    void acceptsUpToTheBoundWhileTheBrokerIsAwayAndPublishesItAllAfterwards() {
        EmbeddedKafka broker = EmbeddedKafka.start(directory, 0);
        Topics.create(broker.brokers());
        String brokers = broker.brokers();
        int brokerPort = broker.port();
        broker.close();

        long start = System.nanoTime();
        try (ConfigurableApplicationContext service = start("away", brokers, "--outbox.bound=20")) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            Api api = api(service);
            List<String> accepted = new ArrayList<>();
            Api.Answer keyed = api.post("/api/v1/assists", Reports.report(), "Idempotency-Key", "kept");
            accepted.add(keyed.json().get("id").stringValue());
            Api.Answer answer = api.post("/api/v1/assists", Reports.report());
            while (answer.status() == 201 && accepted.size() < 100) {
                accepted.add(answer.json().get("id").stringValue());
                answer = api.post("/api/v1/assists", Reports.report());
            }

            assertThat(accepted).hasSize(20);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("15");
            assertThat(answer.json().get("type").stringValue()).endsWith("backlog-full");
            assertThat(api.post("/api/v1/assists", Reports.report(), "Idempotency-Key", "kept")
                            .json())
                    .isEqualTo(keyed.json());

            try (EmbeddedKafka back = EmbeddedKafka.start(directory, brokerPort);
                    Topic topic = new Topic(back.brokers(), "citizen-assisted")) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(topic.all().stream().map(ConsumerRecord::key))
                                .containsExactlyInAnyOrderElementsOf(accepted));
                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                                api.post("/api/v1/assists", Reports.report()).status())
                        .isEqualTo(201));
            }
        }
    }

    @Test
    void losesNothingWhenTheBrokerGoesUnderLoad() {
        EmbeddedKafka broker = EmbeddedKafka.start(directory, 0);
        Topics.create(broker.brokers());
        String[] hasty = {
            "--outbox.producer.request-timeout=1s",
            "--outbox.producer.delivery-timeout=2s",
            "--outbox.producer.max-block=500ms"
        };
        try (ConfigurableApplicationContext service = start("load", broker.brokers(), hasty)) {
            Api api = api(service);
            Set<String> accepted = new HashSet<>();
            Runnable load = () -> accepted.add(api.post("/api/v1/assists", Reports.report())
                    .json()
                    .get("id")
                    .stringValue());
            IntStream.range(0, 50).forEach(i -> load.run());
            broker.close();
            IntStream.range(0, 50).forEach(i -> load.run());
            OutboxRelay relay = service.getBean(OutboxRelay.class);
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
            assertThatThrownBy(() -> start("topics", broker.brokers()))
                    .hasRootCauseMessage(
                            "A topic is missing at the broker. Needed, with their partitions: {citizen-assisted=12, class-held=12, nil-reported=12}");
            Topics.create(broker.brokers());
            assertThatThrownBy(() -> start("topics", broker.brokers(), "--outbox.topics.citizen-assisted=13"))
                    .hasRootCauseMessage(
                            "The topic 'citizen-assisted' has 12 partitions at the broker, and needs 13 or more.");
            assertThat(output).contains("Create the topic with that many partitions");
        }
    }

    private static ConfigurableApplicationContext start(String database, String brokers, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        Map<String, String> properties = new HashMap<>(Platform.properties(database));
        properties.put("spring.cloud.stream.kafka.binder.brokers", brokers);
        properties.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", TestPlatform.issuerUri());
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--server.port=0");
        arguments.add("--outbox.sweep-every=500ms");
        return new SpringApplication(SessionServiceApplication.class).run(arguments.toArray(String[]::new));
    }

    private static Api api(ConfigurableApplicationContext service) {
        return new Api(
                "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"),
                TestPlatform.token("district-724"));
    }
}
