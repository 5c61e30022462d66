package vn.bdhvs.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.LiveStream;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.local.TestPlatform;

/** It is 26 March, some minutes past eight; phường Hòa Phú has reported what is listed here, and expectations are reckoned by hand. */
class OverviewTests extends RunningAnalytics {

    private static final String COMMUNE = "25760";
    private static final String SIGNATURES = "chu-ky-so-ca-nhan";

    /** The hours before are looked at once a minute. */
    private static final Duration SOON = Duration.ofSeconds(90);

    @LocalServerPort
    private int port;

    @BeforeAll
    static void report() {
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(reported(20, "2025-03-10T12:00:00+07:00", "2025-03-25T06:00:00+07:00"));
            events.send(reported(5, "2025-03-25T06:30:00+07:00", "2025-03-25T06:40:00+07:00"));
            events.send(reported(3, "2025-03-25T08:00:00+07:00", "2025-03-25T09:00:00+07:00"));
            events.send(reported(7, "2025-03-25T20:00:00+07:00", "2025-03-25T20:10:00+07:00"));
            events.send(reported(11, "2025-03-26T07:15:00+07:00", "2025-03-26T07:20:00+07:00"));
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

    /** A status that was judged of half of it would be held for a while. */
    @BeforeEach
    void awaitAll() {
        await().atMost(SOON)
                .until(() -> Api.as("leader", port)
                                .json(Api.CAMPAIGN + "/figures?level=commune&unit=" + COMMUNE)
                                .path("rows")
                                .valueStream()
                                .mapToInt(row -> row.path("citizens").asInt())
                                .sum()
                        == 46);
    }

    private JsonNode overview(String question, int total, int yesterday) {
        try (LiveStream stream = new LiveStream(port, question)) {
            await().atMost(SOON).until(() -> {
                JsonNode overview = stream.overview();
                return overview != null
                        && sum(overview.path("days").path("measures").path("citizens")) == total
                        && overview.path("yesterday").path("citizens").asInt() == yesterday;
            });
            return Objects.requireNonNull(stream.overview());
        }
    }

    private static int sum(JsonNode numbers) {
        return numbers.valueStream().mapToInt(JsonNode::asInt).sum();
    }

    /** The numbers that are not zero, by their places. */
    private static List<String> places(JsonNode numbers) {
        return IntStream.range(0, numbers.size())
                .filter(i -> numbers.get(i).asInt() != 0)
                .mapToObj(i -> i + ": " + numbers.get(i).asInt())
                .toList();
    }

    @Test
    void tellsDaysHoursAndYesterdayUntilNowByWhenItWasDone() {
        JsonNode overview = overview(COMMUNE, 46, 8);
        assertThat(overview.path("days").path("first").asString()).isEqualTo("2025-03-01");
        assertThat(places(overview.path("days").path("measures").path("citizens")))
                .containsExactly("9: 20", "24: 15", "25: 11");
        assertThat(overview.path("days").path("measures").path("citizens").size())
                .isEqualTo(26);
        assertThat(places(overview.path("hours").path("today").path("citizens")))
                .containsExactly("7: 11");
        assertThat(places(overview.path("hours").path("yesterday").path("citizens")))
                .containsExactly("6: 5", "8: 3", "20: 7");
        assertThat(overview.path("until").asString()).startsWith("08:");
        assertThat(overview.path("yesterday").path("assists").asInt()).isEqualTo(2);
    }

    @Test
    void tellsThemByWhenItWasReceivedToWhoAsksForIt() {
        JsonNode overview = overview(COMMUNE + "&clock=received", 46, 27);
        assertThat(places(overview.path("days").path("measures").path("citizens")))
                .containsExactly("24: 35", "25: 11");
        assertThat(places(overview.path("hours").path("yesterday").path("citizens")))
                .containsExactly("6: 25", "8: 2", "9: 1", "20: 7");
    }

    @Test
    void hasServicesThatAddUp() {
        JsonNode services = overview(COMMUNE, 46, 8).path("services");
        assertThat(services.size()).isEqualTo(10);
        JsonNode signatures = services.valueStream()
                .filter(service -> service.path("service").asString().equals(SIGNATURES))
                .findFirst()
                .orElseThrow();
        assertThat(signatures.path("citizens").asInt()).isEqualTo(46);
        assertThat(signatures.path("assists").asInt()).isEqualTo(5);
        assertThat(signatures.path("today").path("citizens").asInt()).isEqualTo(11);
        assertThat(services.valueStream()
                        .mapToInt(service -> service.path("citizens").asInt())
                        .sum())
                .isEqualTo(46);
    }

    @Test
    void tellsHowFarTheUnitsTargetsAre() {
        JsonNode goals = overview(COMMUNE, 46, 8).path("goals");
        JsonNode citizens = goals.path("citizens-of-all");
        assertThat(citizens.path("target").asInt()).isEqualTo(168);
        assertThat(citizens.path("actual").asInt()).isEqualTo(46);
        assertThat(citizens.path("reached").asDouble()).isCloseTo(46.0 / 168, within(1e-9));
        assertThat(citizens.path("expected").asDouble()).isBetween(25.0 / 168, 26.0 / 168);
        assertThat(citizens.path("status").asString()).isEqualTo("on");
        assertThat(citizens.path("running").asDouble()).isCloseTo(15.0 / 7, within(1e-9));
        assertThat(citizens.has("metOn")).isFalse();

        JsonNode signatures = goals.path("completed-signatures");
        assertThat(signatures.path("actual").asInt()).isEqualTo(5);
        assertThat(signatures.path("status").asString()).isEqualTo("met");
        assertThat(signatures.path("metOn").asString()).isEqualTo("2025-03-26");
        assertThat(goals.has("smartca-200000"))
                .as("a target that was not divided")
                .isFalse();
    }

    @Test
    void ofAPeriodTellsWhatFallsOnItsDaysAgainstTheirPartOfThePlan() {
        JsonNode overview = Api.as("leader", port)
                .json(Api.CAMPAIGN + "/screen?unit=" + COMMUNE + "&from=2025-03-10&to=2025-03-25")
                .path("overview");
        JsonNode goal = overview.path("goals").path("citizens-of-all");
        assertThat(goal.path("target").asInt()).as("one a day").isEqualTo(16);
        assertThat(goal.path("actual").asInt()).isEqualTo(35);
        assertThat(goal.path("expected").asDouble()).isEqualTo(1);
        assertThat(goal.path("status").asString()).isEqualTo("over");
        assertThat(goal.path("metOn").asString()).isEqualTo("2025-03-10");
        assertThat(sum(overview.path("days").path("measures").path("citizens")))
                .as("days are told of the whole campaign")
                .isEqualTo(46);

        JsonNode none = Api.as("leader", port)
                .json(Api.CAMPAIGN + "/screen?unit=" + COMMUNE + "&from=2025-03-11&to=2025-03-24")
                .at("/overview/goals/citizens-of-all");
        assertThat(none.path("actual").asInt()).isZero();
        assertThat(none.path("status").asString()).isEqualTo("ended");
    }

    @Test
    void tellsTheTargetsOfUnitsBelow() {
        JsonNode rows;
        try (LiveStream stream = new LiveStream(port, "718")) {
            await().atMost(SOON)
                    .until(() -> stream.overview() != null
                            && goalOf(stream.overview().path("rows"), COMMUNE)
                                            .path("actual")
                                            .asInt()
                                    == 46);
            rows = Objects.requireNonNull(stream.overview()).path("rows");
        }
        assertThat(goalOf(rows, COMMUNE).path("target").asInt()).isEqualTo(168);
        assertThat(rows.valueStream().filter(row -> !row.path("goals").isEmpty()))
                .as("rows of units that have targets")
                .hasSize(1);
    }

    @Test
    void tellsWhenTheUnitsBelowWereLastHeard() {
        try (LiveStream stream = new LiveStream(port, "718")) {
            await().atMost(SOON)
                    .until(() -> stream.overview() != null
                            && row(stream.overview().path("rows"))
                                    .path("heard")
                                    .asString("")
                                    .startsWith("2025-03-26")
                            && sum(row(stream.overview().path("rows")).path("pulse")) > 0);
            JsonNode row = row(Objects.requireNonNull(stream.overview()).path("rows"));
            assertThat(time(row.path("heard").asString())).isEqualTo(time("2025-03-26T07:20:00+07:00"));
            assertThat(places(row.path("pulse")))
                    .as("half hours from 02:30 to 08:30")
                    .containsExactly("9: 1");
        }
    }

    private static JsonNode row(JsonNode rows) {
        return rows.valueStream()
                .filter(row -> row.path("unit").asString().equals(COMMUNE))
                .findFirst()
                .orElse(rows.path("none"));
    }

    private static JsonNode goalOf(JsonNode rows, String unit) {
        return rows.valueStream()
                .filter(row -> row.path("unit").asString().equals(unit))
                .findFirst()
                .map(row -> row.path("goals").path("citizens-of-all"))
                .orElse(rows.path("none"));
    }
}
