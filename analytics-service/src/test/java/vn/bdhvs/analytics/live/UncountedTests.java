package vn.bdhvs.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;

import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.LiveStream;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.local.TestPlatform;

/** What was sent and not counted, which screens look at once a minute. The commune 25795 is this test's own. */
class UncountedTests extends RunningAnalytics {

    private static final String COMMUNE = "25795";
    private static final Duration WITHIN_THE_NEXT_MINUTE = Duration.ofSeconds(90);

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    private long stored(String kind) {
        long sum = 0;
        for (Document source : mongo.getCollection("sources").find()) {
            sum += source.get(kind) instanceof Number number ? number.longValue() : 0;
        }
        return sum;
    }

    @Test
    void isToldOfTheWholeAndOfNoPart() {
        long copies = stored("copies");
        long rejected = stored("rejected");
        ActivityEvent event = assist(COMMUNE);
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(event);
            events.send(event);
            events.send(event);
            events.send(new ProducerRecord<>(event.activity().kafkaTopic(), new byte[] {'{'}));
        }
        await().atMost(WITHIN_THE_NEXT_MINUTE)
                .until(() -> stored("copies") >= copies + 2 && stored("rejected") >= rejected + 1);

        try (LiveStream whole = new LiveStream(port, "74");
                LiveStream part = new LiveStream(port, COMMUNE)) {
            await().atMost(WITHIN_THE_NEXT_MINUTE).untilAsserted(() -> {
                JsonNode overview = whole.overview();
                assertThat(overview).isNotNull();
                JsonNode uncounted = overview.path("uncounted");
                assertThat(uncounted.path("copies").asLong(-1)).isEqualTo(stored("copies"));
                assertThat(uncounted.path("rejected").asLong(-1)).isEqualTo(stored("rejected"));
            });
            await().atMost(WITHIN_THE_NEXT_MINUTE).until(() -> part.overview() != null);
            assertThat(Objects.requireNonNull(part.overview()).has("uncounted")).isFalse();
        }
    }
}
