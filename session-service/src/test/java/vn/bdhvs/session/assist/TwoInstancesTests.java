package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.session.platform.Platform;

/** Two instances of the service, one store, and a broker that comes back. */
class TwoInstancesTests {

    private static final int EACH = 1_500;

    /**
     * Whoever lost one race for what was due took it that nothing was left, and looked again one pause later; here that
     * pause is too long for it to get anything.
     */
    @Test
    void bothSendWhatHasWaitedLosingNothingAndDoublingOnlyWhatBearsTheSameId() {
        Path directory = Platform.temporary();
        EmbeddedKafka broker = EmbeddedKafka.start(directory, 0);
        Topics.create(broker.brokers());
        broker.close();
        String[] settings = {"outbox.sweep-every=10m", "outbox.batch=50"};
        try (Service one = Service.start("two", broker.brokers(), settings);
                Service other = Service.start("two", broker.brokers(), settings)) {
            Set<String> accepted = new HashSet<>();
            accepted.addAll(report(one, "one"));
            accepted.addAll(report(other, "other"));
            assertThat(accepted).hasSize(2 * EACH);

            try (EmbeddedKafka back = EmbeddedKafka.start(directory, broker.port());
                    Topic topic = new Topic(back.brokers(), "citizen-assisted")) {
                Map<String, String> ids = new HashMap<>();
                await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
                    for (ConsumerRecord<String, byte[]> each : topic.all()) {
                        String id =
                                new String(each.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
                        assertThat(ids.merge(each.key(), id, (first, second) -> first))
                                .isEqualTo(id);
                    }
                    assertThat(ids.keySet()).isEqualTo(accepted);
                });
                for (Service each : new Service[] {one, other}) {
                    assertThat(each.metric("outbox_published_total")).isGreaterThan(EACH / 5.0);
                }
            }
        }
    }

    private static Set<String> report(Service service, String key) {
        byte[] rows = (Reports.report().replace("\n", "") + "\n").repeat(EACH).getBytes(StandardCharsets.UTF_8);
        Api.Answer answer = service.api()
                .post("/api/v1/assists/batch", rows, "Content-Type", "application/x-ndjson", "Idempotency-Key", key);
        Set<String> ids = new HashSet<>();
        answer.json().get("rows").forEach(row -> ids.add(row.get("id").stringValue()));
        return ids;
    }
}
