package vn.bdhvs.analytics.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.tally.EventTally;
import vn.bdhvs.tally.SourceTally;

/** A source tells what it has sent. The commune 25849 is this test's own. */
class ControlTotalsTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Instant MINUTE = Instant.parse("2025-03-20T05:00:00Z");

    private final String source = "/tally/" + UUID.randomUUID();

    @LocalServerPort
    private int port;

    private ActivityEvent event(String unit, int second) {
        ActivityEvent made = SentEvents.assist(unit);
        return new ActivityEvent(
                URI.create(source), made.id(), made.subject(), MINUTE, MINUTE.plusSeconds(second), made.activity());
    }

    private static EventTally tally(List<ActivityEvent> events) {
        EventTally tally = EventTally.NONE;
        for (ActivityEvent event : events) {
            tally = tally.plus(event.id());
        }
        return tally;
    }

    private void tell(SentEvents events, SourceTally... tallies) {
        for (SourceTally each : tallies) {
            events.send(new ProducerRecord<>(SourceTally.TOPIC, each.key(), each.toBytes()));
        }
    }

    private JsonNode told() {
        return Api.as("operator", port)
                .json("/api/v1/control-totals")
                .path("sources")
                .valueStream()
                .filter(each -> each.path("source").asString().equals(source))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not told of"));
    }

    private void awaitVerified(Instant through) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(told().path("verifiedThrough").asString()).isEqualTo(through.toString());
            assertThat(told().path("missing").asInt()).isZero();
        });
    }

    @Test
    void showsWhatIsMissingUntilItArrives() {
        List<ActivityEvent> sent = List.of(event("25849", 1), event("25849", 2), event("25849", 59));
        Instant through = MINUTE.plusSeconds(120);
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(sent.get(0));
            tell(events, SourceTally.of(source, MINUTE, tally(sent)), SourceTally.through(source, through));

            await().atMost(SOON).untilAsserted(() -> {
                JsonNode told = told();
                assertThat(told.path("missing").asInt()).isEqualTo(2);
                assertThat(told.path("verifiedThrough").asString()).isEqualTo(MINUTE.toString());
                assertThat(told.path("talliedThrough").asString()).isEqualTo(through.toString());
                JsonNode difference = told.path("differences").get(0);
                assertThat(difference.path("told").asInt()).isEqualTo(3);
                assertThat(difference.path("arrived").asInt()).isEqualTo(1);
                assertThat(difference.path("ageSeconds").isNumber()).isTrue();
            });
            events.send(sent.get(1));
            events.send(sent.get(1));
            events.send(sent.get(2));
            awaitVerified(through);

            // It is told again, for one more was accepted in that minute.
            ActivityEvent late = event("25849", 30);
            tell(events, SourceTally.of(source, MINUTE, tally(List.of(sent.get(0), sent.get(1), sent.get(2), late))));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(told().path("missing").asInt()).isEqualTo(1));
            events.send(late);
            awaitVerified(through);
        }
    }

    @Test
    void takesWhatWasRejectedForArrivedAndOthersOfTheSameNumberNot() {
        ActivityEvent good = event("25849", 1);
        ActivityEvent bad = event("00000", 2);
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(good);
            events.send(bad);
            ActivityEvent reversal = new ActivityEvent(
                            URI.create(source),
                            good.id(),
                            good.subject(),
                            good.time(),
                            good.recordedTime(),
                            good.activity())
                    .retraction(URI.create(source), UUID.randomUUID().toString(), MINUTE.plusSeconds(61));
            events.send(reversal);
            ActivityEvent copy = new ActivityEvent(
                            URI.create(source),
                            good.id(),
                            good.subject(),
                            good.time(),
                            good.recordedTime(),
                            good.activity())
                    .retraction(URI.create(source), UUID.randomUUID().toString(), MINUTE.plusSeconds(62));
            events.send(copy);
            tell(
                    events,
                    SourceTally.of(source, MINUTE, tally(List.of(good, bad))),
                    SourceTally.of(
                            source, MINUTE.plusSeconds(60), tally(List.of(event("25849", 70), event("25849", 71)))),
                    SourceTally.through(source, MINUTE.plusSeconds(120)));
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(told().path("verifiedThrough").asString())
                        .isEqualTo(MINUTE.plusSeconds(60).toString());
                assertThat(told().path("differences").size()).isEqualTo(1);
            });
            tell(events, SourceTally.of(source, MINUTE.plusSeconds(60), tally(List.of(reversal, copy))));
            awaitVerified(MINUTE.plusSeconds(120));
        }
    }

    @Test
    void saysInEachAnswerHowFarTheFiguresAreKnownToBeWhole() {
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            tell(events, SourceTally.through(source, MINUTE));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(Api.as("leader", port)
                        .json(Api.CAMPAIGN + "/figures?level=province")
                        .at("/verified/through")
                        .isString())
                .isTrue());
        assertThat(Api.as("leader", port).get("/api/v1/control-totals").statusCode())
                .isEqualTo(403);
    }
}
