package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.local.mongo.EmbeddedMongo;
import vn.bdhvs.session.platform.Platform;

/** The database goes and comes back, alone and together with the broker. */
class StoreAwayTests {

    @TempDir
    Path store;

    private final Path log = Platform.temporary();
    private final List<AutoCloseable> running = new ArrayList<>();
    private final Set<String> accepted = new HashSet<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
    }

    @Test
    void refusesWhileTheDatabaseIsAwayAndPublishesExactlyWhatItAccepted() {
        EmbeddedKafka broker = EmbeddedKafka.start(log, 0);
        Topics.create(broker.brokers());
        EmbeddedMongo mongo = EmbeddedMongo.start(store, 0);
        String uri = "spring.mongodb.uri=" + mongo.uri("away") + "?serverSelectionTimeoutMS=500";
        try (Service service = Service.start("away", broker.brokers(), uri)) {
            report(service, 20);
            mongo.close();
            refused(service);

            EmbeddedMongo back = EmbeddedMongo.start(store, mongo.port());
            report(service, 20);
            broker.close();
            report(service, 20);
            back.close();
            refused(service);

            running.add(EmbeddedMongo.start(store, mongo.port()));
            running.add(EmbeddedKafka.start(log, broker.port()));
            report(service, 20);
            try (Topic topic = new Topic(broker.brokers(), "citizen-assisted")) {
                Set<String> published = new HashSet<>();
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    topic.all().stream().map(ConsumerRecord::key).forEach(published::add);
                    assertThat(published).isEqualTo(accepted);
                });
            }
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(service.metric("outbox_pending"))
                    .isZero());
            assertThat(service.metric("outbox_parked")).isZero();
        }
    }

    private void report(Service service, int count) {
        for (int i = 0; i < count; i++) {
            Api.Answer answer = await().atMost(Duration.ofSeconds(20))
                    .until(() -> service.api().post("/api/v1/assists", Reports.report()), each -> each.status() == 201);
            accepted.add(answer.json().get("id").stringValue());
        }
    }

    private static void refused(Service service) {
        for (int i = 0; i < 3; i++) {
            Api.Answer answer = service.api().post("/api/v1/assists", Reports.report());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().get("type").stringValue()).endsWith("outcome-unknown");
        }
    }
}
