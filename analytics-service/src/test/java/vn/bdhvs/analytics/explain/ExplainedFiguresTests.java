package vn.bdhvs.analytics.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;
import static vn.bdhvs.analytics.SentEvents.classHeld;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.local.TestPlatform;

/** Figures as they were known once, and what they are made of. The communes 25843, 25846 and 25855 are this test's own. */
class ExplainedFiguresTests extends RunningAnalytics {

    private static final String UNIT = "25843";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant DONE = Instant.parse("2025-03-18T02:00:00Z");
    private static final Instant FIRST = Instant.parse("2025-03-18T03:00:00Z");
    private static final Instant SECOND = Instant.parse("2025-03-19T03:00:00Z");
    private static final Instant THIRD = Instant.parse("2025-03-20T03:00:00Z");

    private static final ActivityEvent WRONG = assist(UNIT, 3, DONE, FIRST);
    private static final ActivityEvent OTHER = assist(UNIT, 5, DONE, SECOND);
    private static final ActivityEvent REVERSAL = WRONG.retraction(URI.create("/session-service"), "reversal", THIRD);
    private static final ActivityEvent RIGHT = assist(UNIT, 4, DONE, THIRD);
    private static final ActivityEvent RETOLD = assist("25855", 2, DONE, FIRST);
    private static boolean sent;
    private static boolean sentLately;

    @LocalServerPort
    private int port;

    @BeforeEach
    void aReportIsCorrected() {
        if (!sent) {
            sent = true;
            try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
                List.of(WRONG, OTHER, REVERSAL, RIGHT).forEach(events::send);
                events.send(classHeld(
                        UNIT, ClassHeld.Mode.ONLINE, new ClassHeld.Learners(30, 12, null, null), DONE, SECOND));
            }
        }
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(citizens("")).isEqualTo(9);
            assertThat(row("").path("classes").asInt()).isEqualTo(1);
        });
    }

    private JsonNode row(String more) {
        JsonNode answer = Api.as("leader", port)
                .json(Api.CAMPAIGN + "/figures?level=commune&unit=" + UNIT + more.replace("+", "%2B"));
        return answer.path("rows").get(0);
    }

    private int citizens(String more) {
        return row(more).path("citizens").asInt();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-18T02:59:59Z,      0, 0",
        "2025-03-18T03:00:00Z,      3, 3",
        "2025-03-19T02:59:59.999Z,  3, 3",
        "2025-03-19T10:00:00+07:00, 8, 8",
        "2025-03-20T02:59:59Z,      8, 8",
        "2025-03-20T03:00:00Z,      9, 9",
        "2025-03-21T00:00:00Z,      9, 9"
    })
    void givesWhatWasKnownAtAnInstantByEitherClock(String asOf, int done, int received) {
        assertThat(citizens("&asOf=" + asOf)).isEqualTo(done);
        assertThat(citizens("&clock=received&asOf=" + asOf)).isEqualTo(received);
        assertThat(citizens("&from=2025-03-18&to=2025-03-18&asOf=" + asOf)).isEqualTo(done);
    }

    /** Little came later, so that is taken out of the figures of now. */
    @ParameterizedTest
    @CsvSource({"2025-03-25T19:59:59.999Z, 0", "2025-03-25T20:00:00Z, 6", "2025-03-25T20:00:01Z, 6"})
    void givesWhatWasKnownALittleWhileAgo(String asOf, int citizens) {
        if (!sentLately) {
            sentLately = true;
            try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
                events.send(assist("25846", 6, DONE, Instant.parse("2025-03-25T20:00:00Z")));
            }
        }
        String lately = Api.CAMPAIGN + "/figures?level=commune&unit=25846";
        await().atMost(SOON)
                .until(() -> Api.as("leader", port)
                                .json(lately)
                                .at("/rows/0/citizens")
                                .asInt()
                        == 6);
        for (String clock : List.of("done", "received")) {
            assertThat(Api.as("leader", port)
                            .json(lately + "&clock=" + clock + "&asOf=" + asOf)
                            .at("/rows/0/citizens")
                            .asInt())
                    .isEqualTo(citizens);
        }
    }

    @Test
    void givesTheReceivedLedgerOfADayThatWasNotOver() {
        assertThat(citizens("&clock=received&from=2025-03-20")).isEqualTo(1);
        assertThat(citizens("&clock=received&from=2025-03-20&asOf=2025-03-20T02:00:00Z"))
                .isZero();
        assertThat(citizens("&clock=received&to=2025-03-19&asOf=2025-03-20T02:00:00Z"))
                .isEqualTo(8);
    }

    @Test
    void refusesAnInstantThatIsStillToComeOrNone() {
        for (String wrong : List.of("2025-04-01T00:00:00Z", "2025-03-18", "x")) {
            assertThat(Api.as("leader", port)
                            .get(Api.CAMPAIGN + "/figures?asOf=" + wrong)
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(Api.as("leader", port)
                        .get(Api.CAMPAIGN + "/figures/differences")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void tellsWhatHasChangedBetweenTwoInstants() {
        String differences = Api.CAMPAIGN + "/figures/differences?level=commune&unit=" + UNIT;
        JsonNode rows = Api.as("leader", port)
                .json(differences + "&after=2025-03-19T03:00:00Z&asOf=2025-03-20T03:00:00Z")
                .path("rows");

        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.get(0).path("citizens").asInt()).isEqualTo(1);
        assertThat(rows.get(0).path("assists").asInt()).isZero();
        assertThat(rows.get(0).path("learners").asInt()).isZero();
        assertThat(Api.as("leader", port)
                        .json(differences + "&after=2025-03-20T03:00:00Z")
                        .path("rows")
                        .size())
                .isZero();
        assertThat(Api.as("leader", port)
                        .json(differences + "&after=2025-03-18T00:00:00Z&clock=received&by=day")
                        .path("rows")
                        .valueStream()
                        .map(row -> row.path("day").asString() + " "
                                + row.path("citizens").asInt()))
                .containsExactlyInAnyOrder("2025-03-18 3", "2025-03-19 5", "2025-03-20 1");
    }

    @Test
    void listsTheActivitiesBehindANumberWithTheirCorrection() {
        JsonNode all = activities("citizens", "&clock=received");

        assertThat(all.path("sum").asInt()).isEqualTo(9);
        assertThat(all.path("count").asInt()).isEqualTo(4);
        assertThat(all.path("items").valueStream().map(item -> item.path("amount")
                        .asInt()))
                .containsExactlyInAnyOrder(4, -3, 5, 3);
        JsonNode taken = all.path("items")
                .valueStream()
                .filter(item -> item.has("retracts"))
                .findFirst()
                .orElseThrow();
        assertThat(taken.path("amount").asInt()).isEqualTo(-3);
        assertThat(taken.path("retracts").asString()).isEqualTo(WRONG.id());
        assertThat(taken.path("id").asString()).isEqualTo(WRONG.subject());
        assertThat(taken.path("recordedAt").asString()).isEqualTo("2025-03-20T03:00:00Z");
        assertThat(taken.at("/dimensions/service").asString()).isEqualTo("chu-ky-so-ca-nhan");
        assertThat(taken.path("type").asString()).isEqualTo("citizen-assisted");
    }

    @Test
    void saysOfWhatHasBeenTakenBackThatItHas() {
        for (String clock : List.of("done", "received")) {
            JsonNode items = activities("citizens", "&clock=" + clock).path("items");
            assertThat(item(items, WRONG).path("retracted").asBoolean()).isTrue();
            assertThat(item(items, OTHER).has("retracted")).isFalse();
            assertThat(item(items, RIGHT).has("retracted")).isFalse();
            assertThat(item(items, REVERSAL).has("retracted")).isFalse();
        }
    }

    @Test
    void saysSoAlsoWhereTheRetractionCountsOnAnotherDayAndNotBeforeItWasReceived() {
        JsonNode ofItsDay = activities("citizens", "&clock=received&to=2025-03-18");
        assertThat(ofItsDay.path("count").asInt()).isEqualTo(1);
        assertThat(item(ofItsDay.path("items"), WRONG).path("retracted").asBoolean())
                .isTrue();
        JsonNode before = activities("citizens", "&asOf=2025-03-20T02:59:59Z");
        assertThat(item(before.path("items"), WRONG).has("retracted")).isFalse();
    }

    @Test
    void tellsACorrectionFromWhatWasTakenBackForGood() {
        ActivityEvent instead = new ActivityEvent(
                URI.create("/session-service"), "instead", RETOLD.subject(), DONE, THIRD, RETOLD.activity());
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            List.of(RETOLD, RETOLD.retraction(URI.create("/session-service"), "retold", THIRD), instead)
                    .forEach(events::send);
        }
        String ofRetold = Api.CAMPAIGN + "/figures/citizens/activities?unit=25855";
        await().atMost(SOON)
                .until(() -> Api.as("leader", port).json(ofRetold).path("count").asInt() == 3);
        JsonNode items = Api.as("leader", port).json(ofRetold).path("items");

        assertThat(items.valueStream()
                        .filter(item -> item.path("corrected").asBoolean())
                        .map(item -> item.path("event").asString()))
                .containsExactlyInAnyOrder(RETOLD.id(), "retold");
        assertThat(item(activities("citizens", "").path("items"), WRONG).has("corrected"))
                .isFalse();
    }

    private static JsonNode item(JsonNode items, ActivityEvent event) {
        return items.valueStream()
                .filter(item -> item.path("event").asString().equals(event.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listsThemPageByPage() {
        List<Integer> amounts = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = activities("citizens", "&limit=1" + cursor);
            assertThat(page.path("sum").asInt()).isEqualTo(9);
            page.path("items").forEach(item -> amounts.add(item.path("amount").asInt()));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());

        assertThat(amounts).containsExactlyInAnyOrder(4, -3, 5, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "assists,          '',                              2, 4",
        "citizens,         '&service=binh-duong-so',        0, 0",
        "citizens,         '&outcome=completed&team=tri-thuc-tre', 9, 4",
        "citizens,         '&asOf=2025-03-19T03:00:00Z',    8, 2",
        "citizens,         '&after=2025-03-19T03:00:00Z',   1, 2",
        "citizens,         '&clock=received&to=2025-03-18', 3, 1",
        "citizens,         '&own=true',                     9, 4",
        "learners.members, '&mode=online',                  12, 1",
        "classes,          '&topic=cong-cu-ai',             1, 1"
    })
    void listsWhatAnyNumberIsMadeOf(String measure, String more, int sum, int count) {
        JsonNode answer = activities(measure, more);

        assertThat(answer.path("sum").asInt()).isEqualTo(sum);
        assertThat(answer.path("count").asInt()).isEqualTo(count);
        assertThat(answer.path("items")
                        .valueStream()
                        .mapToInt(item -> item.path("amount").asInt())
                        .sum())
                .isEqualTo(sum);
    }

    @Test
    void refusesWhatItDoesNotKnowAndWhoIsNobody() {
        String figures = Api.CAMPAIGN + "/figures/";
        assertThat(Api.open(port).get(figures + "citizens/activities").statusCode())
                .isEqualTo(401);
        String ofUnit = figures + "citizens/activities?unit=" + UNIT;
        assertThat(Api.as("district-718", port).get(ofUnit).statusCode()).isEqualTo(403);
        assertThat(Api.as("district-721", port).get(ofUnit).statusCode()).isEqualTo(200);
        Api leader = Api.as("leader", port);
        for (String personal : List.of("learners.female", "learners.over60")) {
            assertThat(leader.get(figures + personal + "/activities").statusCode())
                    .isEqualTo(400);
            assertThat(leader.get(Api.CAMPAIGN + "/export?sheet=activities&measure=" + personal)
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(leader.get(figures + "people/activities").statusCode()).isEqualTo(404);
        assertThat(leader.get(figures + "citizens/activities?topic=cong-cu-ai").statusCode())
                .isEqualTo(400);
        assertThat(leader.get(figures + "citizens/activities?cursor=x").statusCode())
                .isEqualTo(400);
    }

    private JsonNode activities(String measure, String more) {
        return Api.as("leader", port).json(Api.CAMPAIGN + "/figures/" + measure + "/activities?unit=" + UNIT + more);
    }
}
