package vn.bdhvs.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.Api.encoded;
import static vn.bdhvs.analytics.SentEvents.assist;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.LiveStream;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.local.TestPlatform;

/** It is 26 March, some minutes past eight; one commune has reported what is listed here, and expectations are reckoned by hand. */
class ScreenTests extends RunningAnalytics {

    private static final String COMMUNE = "25957";
    private static final String ANOTHER = "25960";
    private static final String MOVING = "25987";
    private static final Duration SOON = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @BeforeAll
    static void report() {
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(reported(20, "2025-03-10T12:00:00+07:00", "2025-03-25T06:00:00+07:00"));
            events.send(reported(5, "2025-03-25T06:30:00+07:00", "2025-03-25T06:40:00+07:00"));
            events.send(reported(3, "2025-03-25T08:00:00+07:00", "2025-03-25T09:00:00+07:00"));
            events.send(reported(11, "2025-03-26T07:15:00+07:00", "2025-03-26T07:20:00+07:00"));
            events.send(reported(4, "2025-03-24T12:00:00+07:00", "2025-03-26T07:40:00+07:00"));
            ActivityEvent mistake = reported(2, "2025-03-25T08:00:00+07:00", "2025-03-25T08:00:00+07:00");
            events.send(mistake);
            events.send(mistake.retraction(
                    mistake.source(), "retraction-of-" + mistake.id(), Instant.parse("2025-03-25T02:00:00Z")));
        }
    }

    private static ActivityEvent reported(int citizens, String done, String received) {
        return assist(COMMUNE, citizens, time(done), time(received));
    }

    private static Instant time(String local) {
        return OffsetDateTime.parse(local).toInstant();
    }

    private JsonNode screen(String more) {
        await().atMost(SOON).until(() -> citizens(ask("")) == 43);
        return ask(more);
    }

    private JsonNode ask(String more) {
        return Api.as("leader", port).json(Api.CAMPAIGN + "/screen?unit=" + COMMUNE + more);
    }

    private static int citizens(JsonNode screen) {
        return screen.at("/snapshot/total/citizens").asInt();
    }

    /** The numbers that are not zero, by their places. */
    private static List<String> places(JsonNode numbers) {
        return IntStream.range(0, numbers.size())
                .filter(i -> numbers.get(i).asInt() != 0)
                .mapToObj(i -> i + ": " + numbers.get(i).asInt())
                .toList();
    }

    @Test
    void showsWhatAStreamBeginsWith() {
        JsonNode screen = screen("");
        assertThat(screen.at("/snapshot/unit").asString()).isEqualTo(COMMUNE);
        assertThat(screen.at("/snapshot/total/today/citizens").asInt()).isEqualTo(11);
        assertThat(places(screen.at("/overview/hours/today/citizens"))).containsExactly("7: 11");
    }

    @Test
    void showsWhatWasKnownThenAndNotWhatCameLater() {
        JsonNode screen = screen("&asOf=" + encoded("2025-03-25T08:30:00+07:00"));
        assertThat(screen.at("/snapshot/day").asString()).isEqualTo("2025-03-25");
        assertThat(OffsetDateTime.parse(screen.at("/snapshot/at").asString()).toInstant())
                .isEqualTo(time("2025-03-25T08:30:00+07:00"));
        assertThat(citizens(screen)).isEqualTo(27);
        assertThat(screen.at("/snapshot/total/today/citizens").asInt()).isEqualTo(7);
        assertThat(screen.at("/snapshot/activities").valueStream().map(activity -> activity.path("citizens")
                        .asInt()))
                .containsExactly(2, 5, 20);
        assertThat(places(screen.at("/overview/days/measures/citizens"))).containsExactly("9: 20", "24: 7");
        assertThat(places(screen.at("/overview/hours/today/citizens"))).containsExactly("6: 5", "8: 2");
        assertThat(screen.at("/overview/until").asString()).isEqualTo("08:30");
    }

    @Test
    void showsItByWhenItWasReceivedToo() {
        JsonNode screen = screen("&clock=received&asOf=" + encoded("2025-03-25T08:30:00+07:00"));
        assertThat(citizens(screen)).isEqualTo(27);
        assertThat(screen.at("/snapshot/total/today/citizens").asInt()).isEqualTo(27);
        assertThat(places(screen.at("/overview/hours/today/citizens"))).containsExactly("6: 25", "8: 2");
    }

    @Test
    void comparesThatMomentWithTheDayBeforeIt() {
        JsonNode screen = screen("&asOf=" + encoded("2025-03-26T07:30:00+07:00"));
        assertThat(citizens(screen)).isEqualTo(39);
        assertThat(places(screen.at("/overview/hours/yesterday/citizens"))).containsExactly("6: 5", "8: 3");
        assertThat(screen.at("/overview/yesterday/citizens").asInt()).isEqualTo(5);
        assertThat(places(screen.at("/overview/days/late/citizens"))).containsExactly("9: 20");
        assertThat(places(ask("").at("/overview/days/late/citizens"))).containsExactly("9: 20", "23: 4");
    }

    @Test
    void showsAPeriodByWhenItWasDoneOrReceived() {
        String dayBefore = "&from=2025-03-25&to=2025-03-25";
        JsonNode done = screen(dayBefore);
        assertThat(citizens(done)).isEqualTo(8);
        assertThat(done.at("/snapshot/total/today/citizens").asInt()).isZero();
        assertThat(done.at("/snapshot/from").asString()).isEqualTo("2025-03-25");
        assertThat(served(done)).isEqualTo(8);
        assertThat(places(done.at("/overview/hours/today/citizens")))
                .as("what is done today it shows all the same")
                .containsExactly("7: 11");
        assertThat(citizens(screen(dayBefore + "&clock=received"))).isEqualTo(28);

        JsonNode late = screen("&from=2025-03-24&to=2025-03-24");
        assertThat(citizens(late)).isEqualTo(4);
        assertThat(late.at("/overview/quality/d1/citizens").asInt()).isZero();
        assertThat(late.at("/overview/quality/d2/citizens").asInt()).isEqualTo(4);
    }

    private static int served(JsonNode screen) {
        return screen.at("/overview/services")
                .valueStream()
                .mapToInt(service -> service.path("citizens").asInt())
                .sum();
    }

    @Test
    void showsAPeriodAsItWasKnownThen() {
        JsonNode screen = screen("&from=2025-03-25&asOf=" + encoded("2025-03-25T08:30:00+07:00"));
        assertThat(citizens(screen)).isEqualTo(7);
        assertThat(screen.at("/snapshot/total/today/citizens").asInt()).isEqualTo(7);
        assertThat(served(screen)).isEqualTo(7);
    }

    @Test
    void followsAPeriodWhileItMoves() {
        try (LiveStream all = new LiveStream(port, MOVING);
                LiveStream march = new LiveStream(port, MOVING + "&from=2025-03-11&to=2025-03-25");
                SentEvents events = new SentEvents(TestPlatform.brokers())) {
            await().atMost(SOON)
                    .until(() -> !all.events().isEmpty() && !march.events().isEmpty());
            events.send(assist(MOVING, 7, time("2025-03-12T09:00:00+07:00"), time("2025-03-12T09:05:00+07:00")));
            events.send(assist(MOVING, 9, time("2025-03-26T07:15:00+07:00"), time("2025-03-26T07:20:00+07:00")));
            await().atMost(SOON)
                    .until(() -> all.shown(MOVING, "citizens") == 16 && march.shown(MOVING, "citizens") == 7);
            events.send(assist(MOVING, 2, time("2025-03-25T09:00:00+07:00"), time("2025-03-26T07:25:00+07:00")));
            await().atMost(SOON)
                    .until(() -> all.shown(MOVING, "citizens") == 18 && march.shown(MOVING, "citizens") == 9);
        }
    }

    @Test
    void refusesAPeriodThatEndsBeforeItBegins() {
        HttpResponse<String> refused =
                Api.as("leader", port).get(Api.CAMPAIGN + "/screen?from=2025-03-25&to=2025-03-24");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"to\"").contains("2025-03-25");
    }

    @Test
    void refusesAMomentThatIsToCome() {
        assertThat(Api.as("leader", port)
                        .get(Api.CAMPAIGN + "/screen?asOf=" + encoded("2025-05-01T00:00:00+07:00"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void saysThatNothingHasMovedUntilSomethingHas() throws IOException, InterruptedException {
        HttpResponse<String> first = conditional("none");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        // A minute may have begun in between.
        HttpResponse<String> second = conditional(tag);
        HttpResponse<String> third = second.statusCode() == 304
                ? second
                : conditional(second.headers().firstValue("ETag").orElseThrow());
        assertThat(third.statusCode()).isEqualTo(304);
        assertThat(third.body()).isEmpty();

        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(assist(ANOTHER, 4, time("2025-03-26T07:15:00+07:00"), time("2025-03-26T07:20:00+07:00")));
        }
        await().atMost(SOON).until(() -> {
            HttpResponse<String> moved = conditional(tag);
            return moved.statusCode() == 200 && citizens(new JsonMapper().readTree(moved.body())) == 4;
        });
    }

    private HttpResponse<String> conditional(String tag) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s/screen?unit=%s".formatted(port, Api.CAMPAIGN, ANOTHER)))
                .header("Authorization", "Bearer " + TestPlatform.token("leader"))
                .header("If-None-Match", tag)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
