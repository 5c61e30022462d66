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
    private static final String REASON = "bản sao lưu 02:00";

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

    private vn.bdhvs.local.Api.Answer accept(String of, Instant from, Instant until) {
        return Api.as("operator", port)
                .post(
                        "/api/v1/control-totals/acceptances",
                        "{\"source\": \"%s\", \"from\": \"%s\", \"until\": \"%s\", \"reason\": \"%s\"}"
                                .formatted(of, from, until, REASON));
    }

    private void awaitDifferences(int minutes) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(told().path("differences").size()).isEqualTo(minutes));
    }

    /** Its source was restored from a backup. */
    @Test
    void acceptsThatASourceKnowsOfLessThanHasArrivedUntilItTellsOtherwise() {
        List<ActivityEvent> first = List.of(event("25849", 1), event("25849", 2));
        List<ActivityEvent> second = List.of(event("25849", 61), event("25849", 62));
        Instant next = MINUTE.plusSeconds(60);
        Instant through = MINUTE.plusSeconds(180);
        SourceTally nothing = SourceTally.of(source, MINUTE, EventTally.NONE);
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            first.forEach(events::send);
            second.forEach(events::send);
            tell(
                    events,
                    nothing,
                    SourceTally.of(source, next, tally(second.subList(0, 1))),
                    SourceTally.through(source, through));
            awaitDifferences(2);
            assertThat(told().at("/differences/0/told").asInt(-1)).isZero();
            assertThat(told().at("/differences/0/arrived").asInt()).isEqualTo(2);
            assertThat(told().path("missing").asInt()).isZero();

            for (int i = 0; i < 2; i++) {
                assertThat(accept(source, MINUTE, through)
                                .json()
                                .path("accepted")
                                .asInt())
                        .isEqualTo(2);
            }
            awaitVerified(through);
            JsonNode accepted = told().path("accepted");
            assertThat(accepted.size()).isEqualTo(2);
            assertThat(accepted.at("/0/minute").asString()).isEqualTo(next.toString());
            assertThat(accepted.at("/0/told").asInt()).isEqualTo(1);
            assertThat(accepted.at("/0/arrived").asInt()).isEqualTo(2);
            assertThat(accepted.at("/0/by").asString()).isEqualTo("operator");
            assertThat(accepted.at("/0/reason").asString()).isEqualTo(REASON);
            assertThat(Instant.parse(accepted.at("/0/at").asString()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now());

            // As when the topic is read again from its beginning.
            tell(events, SourceTally.of(source, MINUTE, tally(first)));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(told().path("accepted").size()).isEqualTo(1));
            awaitVerified(through);
            tell(events, nothing);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(told().path("accepted").size()).isEqualTo(2));
            awaitVerified(through);

            ActivityEvent late = event("25849", 3);
            events.send(late);
            tell(events, SourceTally.of(source, MINUTE, tally(List.of(late))));
            awaitDifferences(1);
            assertThat(told().path("accepted").size()).isEqualTo(1);
            assertThat(told().path("verifiedThrough").asString()).isEqualTo(MINUTE.toString());
        }
    }

    @Test
    void acceptsNoMinuteInWhichSomethingIsMissing() {
        List<ActivityEvent> sent = List.of(event("25849", 1), event("25849", 2));
        Instant next = MINUTE.plusSeconds(60);
        Instant through = MINUTE.plusSeconds(120);
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            sent.forEach(events::send);
            tell(
                    events,
                    SourceTally.of(source, MINUTE, tally(sent.subList(0, 1))),
                    SourceTally.of(source, next, tally(List.of(event("25849", 61)))),
                    SourceTally.through(source, through));
            awaitDifferences(2);
            requireRefused(accept(source, MINUTE, through), 409, "from");
            assertThat(told().path("differences").size()).isEqualTo(2);
            tell(events, SourceTally.of(source, MINUTE, tally(List.of(sent.get(0), event("25849", 3)))));
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(told().at("/differences/0/told").asInt()).isEqualTo(2));
            requireRefused(accept(source, MINUTE, next), 409, "from");

            requireRefused(accept("/nobody", MINUTE, next), 404, "source");
            requireRefused(accept(source, MINUTE, MINUTE), 400, "until");
            requireRefused(
                    Api.as("operator", port)
                            .post("/api/v1/control-totals/acceptances", "{\"from\": \"26 March\", \"until\": \"\"}"),
                    400,
                    "from");
        }
    }

    private static void requireRefused(vn.bdhvs.local.Api.Answer answer, int status, String field) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
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
