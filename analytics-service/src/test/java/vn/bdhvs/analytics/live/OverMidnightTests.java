package vn.bdhvs.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.LiveStream;
import vn.bdhvs.local.TestPlatform;

/** Streams that stay open over the midnight at which the units end and their codes are given to others. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "spring.cloud.function.definition=liveFigures"})
@DirtiesContext
class OverMidnightTests {

    private static final Instant MIDNIGHT = Instant.parse("2025-06-30T17:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    /** Business time runs at a hundredfold: midnight is some twenty seconds after the context is up. */
    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        TestPlatform.properties("midnight").forEach((name, value) -> registry.add(name, () -> value));
        registry.add("campaign.clock.start", () -> MIDNIGHT.minus(Duration.ofMinutes(40)));
        registry.add("campaign.clock.anchor", () -> Instant.now());
        registry.add("campaign.clock.rate", () -> 100);
    }

    @Test
    void showWhatTheirQuestionMeansOnTheNewDay() {
        mongo.getCollection("figures").drop();
        mongo.getCollection("figures").insertOne(figures("25750", 1));
        mongo.getCollection("figures").insertOne(figures("25744", 2));
        mongo.getCollection("figures").insertOne(figures("25741", 4));
        try (LiveStream reused = new LiveStream(port, "25750&units=now");
                LiveStream district = new LiveStream(port, "718&units=now");
                LiveStream whole = new LiveStream(port, "74&units=now");
                LiveStream gone = new LiveStream(port, "25744&units=now")) {
            await().atMost(SOON).until(() -> total(reused) == 1 && total(district) == 7 && total(whole) == 7);
            assertThat(total(gone)).isEqualTo(2);

            await().atMost(SOON).until(() -> total(reused) == 3);
            await().atMost(SOON).until(() -> total(district) == 0);
            assertThat(total(whole)).isEqualTo(7);
            JsonNode divided = whole.rows().get("25741@2024-05-01");
            assertThat(divided.path("citizens").asInt()).isEqualTo(4);
            assertThat(divided.path("notDivided").asBoolean()).isTrue();
            // What it asked about is shown under another unit now.
            await().atMost(SOON).until(gone::hasEnded);
            assertThat(gone.retryMillis()).isBetween(1_000, 5_000);
            try (LiveStream later = new LiveStream(port, "25750&units=now")) {
                await().atMost(SOON).until(() -> total(later) == 3);
            }
        }
    }

    private static Document figures(String unit, int citizens) {
        return Document.parse("""
                {_id: "1/binh-dan-hoc-vu-so-2025/%1$s@2024-05-01/2025-06-20", generation: 1,
                 campaign: "binh-dan-hoc-vu-so-2025", unit: "%1$s", validFrom: "2024-05-01", day: "2025-06-20", v: 1,
                 done: {assists: {"ky-su-tre": {"binh-duong-so": {completed: {n: 1, citizens: %2$d}}}}}}
                """.formatted(unit, citizens));
    }

    /** As a screen shows it; -1 before the first. */
    private static int total(LiveStream viewer) {
        JsonNode total = viewer.total();
        return total == null ? -1 : total.path("citizens").asInt();
    }
}
