package vn.bdhvs.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;
import static vn.bdhvs.analytics.SentEvents.classHeld;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.LiveStream;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.local.TestPlatform;

/**
 * What became known later. The commune 25792 is this test's own and has reported what is listed here; what it did on 11 March
 * lies around midnight in Bình Dương, which is another day elsewhere.
 */
class LateTests extends RunningAnalytics {

    private static final String COMMUNE = "25792";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TOTAL = 1000 + 100 + 20 + 30 + 7 + 5 + 9 + 1;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void report() {
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(assisted(1000, "2025-03-10T12:00:00+07:00", "2025-03-10T12:10:00+07:00"));
            events.send(assisted(100, "2025-03-10T12:00:00+07:00", "2025-03-11T08:00:00+07:00"));
            events.send(assisted(20, "2025-03-10T12:00:00+07:00", "2025-03-12T08:00:00+07:00"));
            events.send(assisted(30, "2025-03-10T12:00:00+07:00", "2025-03-13T08:00:00+07:00"));
            events.send(assisted(7, "2025-03-10T12:00:00+07:00", "2025-03-14T08:00:00+07:00"));
            events.send(assisted(5, "2025-03-10T12:00:00+07:00", "2025-03-15T08:00:00+07:00"));
            events.send(assisted(9, "2025-03-11T00:10:00+07:00", "2025-03-11T23:50:00+07:00"));
            events.send(assisted(1, "2025-03-11T23:50:00+07:00", "2025-03-12T00:10:00+07:00"));
            takenBack(events, assisted(300, "2025-03-10T12:00:00+07:00", "2025-03-10T13:00:00+07:00"), "2025-03-12");
            takenBack(events, assisted(4, "2025-03-10T12:00:00+07:00", "2025-03-14T13:00:00+07:00"), "2025-03-15");
            events.send(classHeld(
                    COMMUNE,
                    ClassHeld.Mode.ONLINE,
                    new ClassHeld.Learners(40, null, null, null),
                    time("2025-03-10T18:00:00+07:00"),
                    time("2025-03-11T18:00:00+07:00")));
        }
    }

    private static void takenBack(SentEvents events, ActivityEvent mistake, String day) {
        events.send(mistake);
        events.send(
                mistake.retraction(mistake.source(), "retraction-of-" + mistake.id(), time(day + "T15:00:00+07:00")));
    }

    private static ActivityEvent assisted(int citizens, String done, String received) {
        return assist(COMMUNE, citizens, time(done), time(received));
    }

    private static Instant time(String local) {
        return OffsetDateTime.parse(local).toInstant();
    }

    private JsonNode overview(String question) {
        try (LiveStream stream = new LiveStream(port, question)) {
            await().atMost(SOON).until(() -> {
                JsonNode overview = stream.overview();
                return overview != null
                        && sum(overview.path("days").path("measures").path("citizens")) == TOTAL
                        && sum(overview.path("days").path("measures").path("learners")) == 40;
            });
            return Objects.requireNonNull(stream.overview());
        }
    }

    private static int sum(JsonNode numbers) {
        return numbers.valueStream().mapToInt(JsonNode::asInt).sum();
    }

    private static List<String> places(JsonNode numbers) {
        return IntStream.range(0, numbers.size())
                .filter(i -> numbers.get(i).asInt() != 0)
                .mapToObj(i -> i + ": " + numbers.get(i).asInt())
                .toList();
    }

    @Test
    void isSetApartOnTheDayOnWhichItWasDone() {
        JsonNode days = overview(COMMUNE).path("days");
        assertThat(places(days.path("measures").path("citizens"))).containsExactly("9: 1162", "10: 10");
        assertThat(places(days.path("late").path("citizens")))
                .as("a retraction counts against what came when it came: 100 + 20 + 30 + 7 + 5 − 300 + 4 − 4")
                .containsExactly("9: -138", "10: 1");
        assertThat(days.path("late").path("citizens").size())
                .isEqualTo(days.path("measures").path("citizens").size());
        assertThat(places(days.path("late").path("classes"))).containsExactly("9: 1");
        assertThat(places(days.path("late").path("learners"))).containsExactly("9: 40");
        assertThat(places(days.path("late").path("volunteers"))).isEmpty();
    }

    @Test
    void isToldByHowMuchLater() {
        JsonNode quality = overview(COMMUNE).path("quality");
        assertThat(quality.path("d1").path("citizens").asInt()).isEqualTo(100 + 1);
        assertThat(quality.path("d2").path("citizens").asInt()).isEqualTo(20 + 30 - 300);
        assertThat(quality.path("d4").path("citizens").asInt()).isEqualTo(7 + 5);
        assertThat(quality.path("d1").path("learners").asInt()).isEqualTo(40);
        assertThat(quality.path("d2").path("learners").asInt()).isZero();
    }

    @Test
    void isNothingByTheDayOnWhichItWasReceived() {
        JsonNode overview = overview(COMMUNE + "&clock=received");
        assertThat(places(overview.path("days").path("late").path("citizens"))).isEmpty();
        assertThat(overview.path("quality").path("d1").path("citizens").asInt()).isZero();
    }
}
