package vn.bdhvs.analytics.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;
import static vn.bdhvs.analytics.SentEvents.classHeld;
import static vn.bdhvs.analytics.SentEvents.nil;
import static vn.bdhvs.analytics.SentEvents.volunteer;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.local.TestPlatform;

/** The ten communes of Thuận An (725) are this test's own, and so are days of theirs. Reports are due at 20:00. */
class ReportingTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final LocalDate DAY = LocalDate.of(2025, 3, 20);
    private static final Instant MORNING = at("09:00");
    private static final ClassHeld.Learners LEARNERS = new ClassHeld.Learners(30, null, null, null);

    private static SentEvents events;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void connect() {
        events = new SentEvents(TestPlatform.brokers());
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    private static Instant at(String time) {
        return Instant.parse(DAY + "T" + time + ":00+07:00");
    }

    @Test
    void tellsReportedFromNilFromSilentAndOnTimeFromLate() {
        events.send(classHeld("25963", ClassHeld.Mode.IN_PERSON, LEARNERS, MORNING, at("10:00")));
        events.send(assist("25963", 2, MORNING, at("20:00")));
        events.send(nil("25966", DAY, at("20:00")));
        events.send(assist("25969", 2, MORNING, at("20:00").plusMillis(1)));
        events.send(volunteer("25972", "ky-su-tre", MORNING, at("11:00")));
        events.send(nil("25975", DAY, at("21:00")));
        events.send(classHeld("725", ClassHeld.Mode.IN_PERSON, LEARNERS, MORNING, at("10:00")));
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode answer = reporting("?unit=725&day=2025-03-20");
            assertThat(answer.path("reported").asInt()).isEqualTo(3);
            assertThat(answer.path("nil").asInt()).isEqualTo(2);
            assertThat(answer.path("silent").asInt()).isEqualTo(5);
            assertThat(answer.path("late").asInt()).isEqualTo(2);
            assertThat(answer.path("activeTeams").asInt()).isEqualTo(3);
        });
        JsonNode answer = reporting("?unit=725&day=2025-03-20");
        assertThat(answer.path("units").asInt()).isEqualTo(10);
        assertThat(answer.path("deadline").asString()).isEqualTo("2025-03-20T20:00:00+07:00");
        assertThat(answer.path("deadlinePassed").asBoolean()).isTrue();
        assertThat(answer.path("rows").size()).isEqualTo(10);

        assertRow(answer, "25963", "reported", false, "[\"binh-dan-hoc-vu-so\",\"tri-thuc-tre\"]");
        assertRow(answer, "25966", "nil", false, "[]");
        assertRow(answer, "25969", "reported", true, "[\"tri-thuc-tre\"]");
        assertRow(answer, "25972", "reported", false, "[]");
        assertRow(answer, "25975", "nil", true, "[]");
        JsonNode silent = Api.row(answer.path("rows"), "25990");
        assertThat(silent.path("status").asString()).isEqualTo("silent");
        assertThat(silent.has("late")).isFalse();
        assertThat(silent.has("firstReportedAt")).isFalse();
    }

    private static void assertRow(JsonNode answer, String unit, String status, boolean late, String teams) {
        JsonNode row = Api.row(answer.path("rows"), unit);
        assertThat(row.path("status").asString()).as(unit).isEqualTo(status);
        assertThat(row.path("late").asBoolean()).as(unit).isEqualTo(late);
        assertThat(row.path("teams").toString()).as(unit).isEqualTo(teams);
        assertThat(row.path("activeTeams").asInt())
                .as(unit)
                .isEqualTo(row.path("teams").size());
    }

    @Test
    void knowsWhenItFirstAndLastHeardWhateverCameFirst() {
        Instant nextDay = MORNING.plus(Duration.ofDays(1));
        for (String received : new String[] {"18:00", "11:00", "15:00"}) {
            events.send(assist("25978", 1, nextDay, at(received).plus(Duration.ofDays(1))));
        }
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode row = Api.row(reporting("?unit=725&day=2025-03-21").path("rows"), "25978");
            assertThat(row.path("firstReportedAt").asString()).isEqualTo("2025-03-21T11:00:00+07:00");
            assertThat(row.path("lastReportedAt").asString()).isEqualTo("2025-03-21T18:00:00+07:00");
        });
    }

    @Test
    void takesAnActivityForMoreThanANilReportOfTheSameDay() {
        events.send(nil("25981", DAY.plusDays(2), at("10:00").plus(Duration.ofDays(2))));
        events.send(
                assist("25981", 1, MORNING.plus(Duration.ofDays(2)), at("23:00").plus(Duration.ofDays(2))));
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode row = Api.row(reporting("?unit=725&day=2025-03-22").path("rows"), "25981");
            assertThat(row.path("status").asString()).isEqualTo("reported");
            assertThat(row.path("late").asBoolean()).isFalse();
        });
    }

    @Test
    void expectsEveryCommuneOfTheProvinceTodayAndTheDeadlineIsAhead() {
        JsonNode answer = reporting("");
        assertThat(answer.path("unit").asString()).isEqualTo("74");
        assertThat(answer.path("units").asInt()).isEqualTo(91);
        assertThat(answer.path("day").asString()).isEqualTo("2025-03-26");
        assertThat(answer.path("deadlinePassed").asBoolean()).isFalse();
    }

    @Test
    void asksOneCommuneAlone() {
        JsonNode answer = reporting("?unit=25984&day=2025-03-20");
        assertThat(answer.path("units").asInt()).isEqualTo(1);
        assertThat(answer.path("silent").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"?day=yesterday, 400, day", "?unit=00000, 404, unit", "?unit=724&day=2025-07-01, 404, unit"})
    void namesTheParameterThatIsWrong(String query, int status, String field) {
        HttpResponse<String> answer = Api.as("leader", port).get(Api.CAMPAIGN + "/reporting" + query);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }

    private JsonNode reporting(String query) {
        return Api.as("leader", port).json(Api.CAMPAIGN + "/reporting" + query);
    }
}
