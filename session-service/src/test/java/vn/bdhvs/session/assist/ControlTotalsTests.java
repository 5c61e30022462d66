package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.session.platform.Platform;

/** What the service says of how much it has sent, compared with what lies on Kafka. */
class ControlTotalsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] SOON = {"tally.every=300ms", "tally.settle=1s"};

    private final Path directory = Platform.temporary();

    @Test
    void tellsOfEachMinuteWhatWasAcceptedInItAlsoAfterARestart() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory, 0)) {
            Topics.create(broker.brokers());
            try (Service service = Service.start("tally", broker.brokers(), SOON)) {
                Api api = service.api();
                for (int i = 0; i < 5; i++) {
                    Api.Answer kept = api.post("/api/v1/assists", Reports.report());
                    String path = "/api/v1/assists/" + kept.json().get("id").stringValue();
                    if (i % 2 == 0) {
                        api.put(path, Reports.with("citizens", "7"), "If-Match", "\"1\"");
                    }
                    if (i == 4) {
                        api.post(path + "/retraction", "{\"reason\": \"nhầm\"}");
                    }
                }
                api.post(
                        "/api/v1/nil-reports",
                        "{\"campaign\":\"binh-dan-hoc-vu-so-2025\",\"unit\":\"25942\",\"day\":\"2025-03-26\"}");
                requireTold(broker, 13);
            }
            try (Service again = Service.start("tally", broker.brokers(), SOON)) {
                again.api().post("/api/v1/assists", Reports.report());
                requireTold(broker, 14);
            }
        }
    }

    /** Waits until the latest tally of each minute says just what lies on Kafka, so many events. */
    private static void requireTold(EmbeddedKafka broker, long events) throws Exception {
        try (Topic tallies = new Topic(broker.brokers(), "source-tally");
                Topic assists = new Topic(broker.brokers(), "citizen-assisted");
                Topic nils = new Topic(broker.brokers(), "nil-reported")) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Map<String, String> sent = new TreeMap<>();
                Map<String, long[]> sums = new TreeMap<>();
                Map<String, String> once = new TreeMap<>();
                for (Topic topic : new Topic[] {assists, nils}) {
                    topic.all().forEach(event -> once.put(text(event, "ce_id"), text(event, "ce_recordedtime")));
                }
                for (Map.Entry<String, String> event : once.entrySet()) {
                    long[] sum = sums.computeIfAbsent(event.getValue().substring(0, 16), minute -> new long[2]);
                    sum[0]++;
                    sum[1] += ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                                    .digest(event.getKey().getBytes(StandardCharsets.UTF_8)))
                            .getLong();
                }
                sums.forEach((minute, sum) -> sent.put(minute, sum[0] + " %016x".formatted(sum[1])));
                Map<String, String> told = new TreeMap<>();
                Instant through = Instant.EPOCH;
                for (var each : tallies.all()) {
                    JsonNode tally = JSON.readTree(each.value());
                    assertThat(tally.get("source").stringValue()).isEqualTo("/session-service");
                    if (tally.has("through")) {
                        through = Instant.parse(tally.get("through").stringValue());
                    } else {
                        told.put(
                                tally.get("minute").stringValue().substring(0, 16),
                                tally.get("count").intValue() + " "
                                        + tally.get("checksum").stringValue());
                    }
                }
                assertThat(once).hasSize((int) events);
                assertThat(told).isEqualTo(sent);
                assertThat(through).isAfter(Instant.parse("2025-03-25T00:00:00Z"));
            });
        }
    }

    private static String text(org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> event, String header) {
        return new String(event.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
