package vn.bdhvs.analytics.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;
import static vn.bdhvs.analytics.SentEvents.classHeld;
import static vn.bdhvs.analytics.SentEvents.nil;
import static vn.bdhvs.analytics.SentEvents.structured;
import static vn.bdhvs.analytics.SentEvents.volunteer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.local.TestPlatform;

/** From Kafka to the figures over HTTP, every kind of activity. The district of Dĩ An (724) is this test's own. */
class EveryKindTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant DONE = Instant.parse("2025-03-18T02:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2025-03-19T02:00:00Z");
    private static final ClassHeld.Learners COUNTED = new ClassHeld.Learners(30, 12, 18, 5);
    private static final ClassHeld.Learners UNCOUNTED = new ClassHeld.Learners(100, null, null, null);

    private static boolean sent;

    @LocalServerPort
    private int port;

    @BeforeEach
    void someOfEveryKind() {
        if (!sent) {
            sent = true;
            try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
                events.send(volunteer("25942", "tri-thuc-tre", DONE, RECEIVED));
                events.send(structured(volunteer("25942", "ky-su-tre", DONE, RECEIVED)));
                events.send(classHeld("25945", ClassHeld.Mode.IN_PERSON, COUNTED, DONE, RECEIVED));
                events.send(structured(classHeld("25945", ClassHeld.Mode.ONLINE, UNCOUNTED, DONE, RECEIVED)));
                events.send(classHeld("724", ClassHeld.Mode.IN_PERSON, COUNTED, DONE.plusSeconds(86_400), RECEIVED));
                events.send(assist("25948", 4, DONE, RECEIVED));
                events.send(structured(assist("25948", 5, DONE, DONE)));
                events.send(nil("25951", LocalDate.of(2025, 3, 18), RECEIVED));
                events.send(structured(nil("25954", LocalDate.of(2025, 3, 18), RECEIVED)));
            }
        }
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode total = rows("?level=district&unit=724").get(0);
            assertThat(values(total, "volunteers", "classes", "assists")).containsExactly(2L, 3L, 2L);
            assertThat(Api.as("leader", port)
                            .json(Api.CAMPAIGN + "/reporting?unit=724&day=2025-03-18")
                            .path("nil")
                            .asInt())
                    .isEqualTo(2);
        });
    }

    @Test
    void countsEveryKindInBothModesOfCloudEventsAndRowsSumToTheTotal() {
        JsonNode communes = rows("?level=commune&unit=724");
        assertThat(values(Api.row(communes, "25942"), "volunteers", "classes", "learners", "assists"))
                .containsExactly(2L, 0L, 0L, 0L);
        assertThat(values(Api.row(communes, "25945"), "classes", "learners")).containsExactly(2L, 130L);
        assertThat(values(Api.row(communes, "724"), "classes", "learners")).containsExactly(1L, 30L);
        assertThat(values(Api.row(communes, "25948"), "assists", "citizens")).containsExactly(2L, 9L);
        assertThat(values(Api.row(communes, "25951"), "volunteers", "classes", "assists"))
                .containsExactly(0L, 0L, 0L);
        JsonNode total = rows("?level=district&unit=724").get(0);
        for (String measure : List.of(
                "volunteers",
                "classes",
                "learners",
                "learners.members",
                "learners.female",
                "learners.over60",
                "assists",
                "citizens")) {
            assertThat(communes.valueStream()
                            .mapToLong(row -> row.path(measure).asLong())
                            .sum())
                    .as(measure)
                    .isEqualTo(total.path(measure).asLong());
        }
    }

    @Test
    void sumsTheGroupsOfLearnersOverTheClassesThatCountedThem() {
        JsonNode total = rows("?level=district&unit=724").get(0);
        assertThat(values(total, "learners", "learners.members", "learners.female", "learners.over60"))
                .containsExactly(160L, 24L, 40L, 10L);
        JsonNode modes = rows("?level=district&unit=724&by=mode");
        assertThat(values(of(modes, "mode", "online"), "classes", "learners", "learners.members"))
                .containsExactly(1L, 100L, 0L);
        assertThat(values(of(modes, "mode", "in-person"), "classes", "learners", "learners.members"))
                .containsExactly(2L, 60L, 24L);
    }

    /** The measure of a target is a property of the rows; its filter, a choice among them. */
    @Test
    void answersWhatThePublishedTargetsAskFor() {
        JsonNode targets = Api.as("leader", port).json(Api.CAMPAIGN).path("targets");
        assertThat(targets.valueStream()
                        .filter(target -> target.path("source").isString())
                        .map(target -> reached(target))
                        .toList())
                .containsExactly(2L, 24L);
    }

    private long reached(JsonNode target) {
        JsonNode where = target.path("where");
        String by = String.join(",", where.propertyNames());
        return rows("?level=district&unit=724" + (by.isEmpty() ? "" : "&by=" + by))
                .valueStream()
                .filter(row -> where.propertyStream()
                        .allMatch(wanted -> row.path(wanted.getKey()).equals(wanted.getValue())))
                .peek(row ->
                        assertThat(row.has(target.path("measure").asString())).isTrue())
                .mapToLong(row -> row.path(target.path("measure").asString()).asLong())
                .sum();
    }

    @Test
    void tellsTeamsAndTopicsApart() {
        JsonNode teams = rows("?level=district&unit=724&by=team");
        assertThat(values(of(teams, "team", "tri-thuc-tre"), "volunteers", "classes", "assists"))
                .containsExactly(1L, 0L, 2L);
        assertThat(values(of(teams, "team", "ky-su-tre"), "volunteers", "classes", "assists"))
                .containsExactly(1L, 0L, 0L);
        assertThat(values(of(teams, "team", "binh-dan-hoc-vu-so"), "volunteers", "classes", "assists"))
                .containsExactly(0L, 3L, 0L);
        JsonNode topics = rows("?level=district&unit=724&by=topic");
        assertThat(topics.size()).isEqualTo(1);
        assertThat(values(of(topics, "topic", "cong-cu-ai"), "classes", "learners"))
                .containsExactly(3L, 160L);
        assertThat(topics.get(0).has("assists")).isFalse();
    }

    @Test
    void putsEachOnTheDayOfTheAskedClock() {
        JsonNode done = rows("?level=district&unit=724&by=day");
        assertThat(values(of(done, "day", "2025-03-18"), "volunteers", "classes", "citizens"))
                .containsExactly(2L, 2L, 9L);
        assertThat(values(of(done, "day", "2025-03-19"), "volunteers", "classes", "citizens"))
                .containsExactly(0L, 1L, 0L);
        JsonNode received = rows("?level=district&unit=724&by=day&clock=received");
        assertThat(values(of(received, "day", "2025-03-18"), "volunteers", "classes", "citizens"))
                .containsExactly(0L, 0L, 5L);
        assertThat(values(of(received, "day", "2025-03-19"), "volunteers", "classes", "citizens"))
                .containsExactly(2L, 3L, 4L);
    }

    private JsonNode rows(String query) {
        return Api.as("leader", port).json(Api.CAMPAIGN + "/figures" + query).path("rows");
    }

    private static JsonNode of(JsonNode rows, String dimension, String value) {
        return rows.valueStream()
                .filter(row -> row.path(dimension).asString().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> values(JsonNode row, String... measures) {
        return Stream.of(measures).map(measure -> row.path(measure).asLong()).toList();
    }
}
