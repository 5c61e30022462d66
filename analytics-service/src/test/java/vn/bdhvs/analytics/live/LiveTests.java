package vn.bdhvs.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;
import static vn.bdhvs.analytics.SentEvents.classHeld;
import static vn.bdhvs.analytics.SentEvents.nil;
import static vn.bdhvs.analytics.SentEvents.structured;
import static vn.bdhvs.analytics.SentEvents.volunteer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import reactor.core.publisher.BaseSubscriber;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.LiveStream;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.pace.Period;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.local.TestPlatform;

/** Each test looks at a district of its own. */
class LiveTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Asker LEADER = new Asker("leader", List.of("leader"), List.of());

    private static SentEvents events;

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private LiveHub hub;

    @Autowired
    private Scopes scopes;

    @BeforeAll
    static void connect() {
        events = new SentEvents(TestPlatform.brokers());
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    @Test
    void beginsWithASnapshotThatHoldsARowForEveryUnitBelow() {
        try (LiveStream viewer = new LiveStream(port, "74")) {
            await().atMost(SOON).until(() -> !viewer.events().isEmpty());
            LiveStream.Event first = viewer.events().get(0);
            assertThat(first.name()).isEqualTo("snapshot");
            assertThat(first.data().path("rows").size()).isEqualTo(9);
            assertThat(first.data().path("total").path("unit").asString()).isEqualTo("74");
        }
    }

    @Test
    void pushesAbsoluteValuesOfTheRowsThatMovedUpToTheProvince() {
        try (LiveStream district = new LiveStream(port, "719");
                LiveStream province = new LiveStream(port, "74")) {
            await().atMost(SOON)
                    .until(() ->
                            !district.events().isEmpty() && !province.events().isEmpty());
            long before = province.shown("74", "citizens");
            events.send(assist("25822"));
            events.send(assist("25822"));
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(district.shown("25822", "assists")).isEqualTo(2);
                assertThat(district.shown("719", "citizens")).isEqualTo(6);
                assertThat(province.shown("719", "citizens")).isEqualTo(6);
                assertThat(province.shown("74", "citizens")).isGreaterThanOrEqualTo(before + 6);
            });
        }
    }

    /** What comes while nobody watches is not read at once. */
    @Test
    void givesTheFirstWhoComesWhatIsKnownThen() {
        await("the hub notices that the viewers of other tests have gone")
                .atMost(Duration.ofMinutes(1))
                .until(hub::isResting);
        events.send(assist("25888"));
        await().atMost(SOON)
                .until(() -> Api.as("leader", port)
                                .json(Api.CAMPAIGN + "/figures?level=commune&unit=25888")
                                .at("/rows/0/assists")
                                .asInt()
                        == 1);
        try (LiveStream viewer = new LiveStream(port, "25888")) {
            await().atMost(SOON).until(() -> !viewer.events().isEmpty());
            assertThat(viewer.events().get(0).data().at("/total/assists").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void showsActivitiesOfEveryKindWithWhatEachHas() {
        Instant noon = SentEvents.NOON;
        try (LiveStream viewer = new LiveStream(port, "726")) {
            await().atMost(SOON).until(() -> !viewer.events().isEmpty());
            ActivityEvent volunteer = volunteer("25894", "ky-su-tre", noon, noon);
            ActivityEvent held =
                    classHeld("25897", ClassHeld.Mode.ONLINE, new ClassHeld.Learners(30, 12, null, null), noon, noon);
            ActivityEvent nil = nil("25894", LocalDate.of(2025, 3, 19), noon);
            ActivityEvent assist = assist("25894", 3, noon, noon);
            events.send(volunteer);
            events.send(structured(held));
            events.send(nil);
            events.send(assist);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(fields(viewer, volunteer))
                        .isEqualTo("id=%s type=volunteer-registered unit=25894 validFrom=2024-05-01 team=ky-su-tre"
                                .formatted(volunteer.subject()));
                assertThat(fields(viewer, held))
                        .isEqualTo(
                                ("id=%s type=class-held unit=25897 validFrom=2024-05-01 team=binh-dan-hoc-vu-so topic=cong-cu-ai"
                                                + " learners=30")
                                        .formatted(held.subject()));
                assertThat(fields(viewer, nil))
                        .isEqualTo("id=%s type=nil-reported unit=25894 validFrom=2024-05-01".formatted(nil.subject()));
                assertThat(fields(viewer, assist))
                        .isEqualTo(("id=%s type=citizen-assisted unit=25894 validFrom=2024-05-01 team=tri-thuc-tre"
                                        + " service=chu-ky-so-ca-nhan"
                                        + " outcome=completed citizens=3")
                                .formatted(assist.subject()));
                assertThat(viewer.shown("25894", "volunteers")).isEqualTo(1);
                assertThat(viewer.shown("25897", "learners")).isEqualTo(30);
                assertThat(viewer.shown("25897", "learners.members")).isEqualTo(12);
            });
        }
    }

    @Test
    void showsWhatIsTakenBackAsALineOfItsOwnWithMinus() {
        try (LiveStream viewer = new LiveStream(port, "726")) {
            await().atMost(SOON).until(() -> !viewer.events().isEmpty());
            ActivityEvent assist = assist("25927", 3, SentEvents.NOON, SentEvents.NOON);
            ActivityEvent retraction = assist.retraction(assist.source(), "r-" + assist.id(), SentEvents.NOON);
            events.send(assist);
            events.send(retraction);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(fields(viewer, assist.subject())).endsWith("citizens=3");
                assertThat(fields(viewer, retraction.identity())).endsWith("citizens=-3 retracted=true");
                assertThat(viewer.shown("25927", "citizens")).isZero();
            });
        }
    }

    private static String fields(LiveStream viewer, ActivityEvent event) {
        return fields(viewer, event.subject());
    }

    /** What a viewer was told of an activity, but for its times. */
    private static String fields(LiveStream viewer, String id) {
        return viewer.events().stream()
                .flatMap(frame -> frame.data().path("activities").valueStream())
                .filter(activity -> activity.path("id").asString().equals(id))
                .flatMap(activity -> activity.propertyStream())
                .filter(field -> !field.getKey().toLowerCase(Locale.ROOT).endsWith("time"))
                .map(field -> field.getKey() + "=" + field.getValue().asString())
                .collect(Collectors.joining(" "));
    }

    @Test
    void givesAViewerThatComesLaterWhatTheOthersSee() {
        try (LiveStream early = new LiveStream(port, "720")) {
            events.send(assist("25777"));
            await().atMost(SOON).until(() -> early.shown("25777", "assists") == 1);
            try (LiveStream late = new LiveStream(port, "720")) {
                await().atMost(SOON).until(() -> !late.events().isEmpty());
                assertThat(late.shown("25777", "assists")).isEqualTo(1);
                assertThat(late.events().get(0).data().path("activities").valueStream())
                        .filteredOn(activity -> activity.path("unit").asString().equals("25777"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void givesADistrictsOwnActivityARowOfItsOwnSoThatRowsSumToTheTotal() {
        events.send(assist("722"));
        await().atMost(SOON).untilAsserted(() -> {
            try (LiveStream viewer = new LiveStream(port, "722")) {
                await().atMost(SOON).until(() -> !viewer.events().isEmpty());
                var snapshot = viewer.events().get(0).data();
                long sum = snapshot.path("rows")
                        .valueStream()
                        .mapToLong(row -> row.path("citizens").asLong())
                        .sum();
                assertThat(sum)
                        .isEqualTo(snapshot.path("total").path("citizens").asLong())
                        .isEqualTo(3);
            }
        });
    }

    @Test
    void showsAChangeThatWasNeverAnnounced() {
        events.send(assist("25891"));
        try (LiveStream viewer = new LiveStream(port, "723")) {
            await().atMost(SOON).until(() -> viewer.shown("25891", "citizens") == 3);
            mongo.getCollection("figures").updateOne(new Document("unit", "25891"), Document.parse("""
                                    {$inc: {"done.assists.tri-thuc-tre.chu-ky-so-ca-nhan.completed.citizens": 4, v: 1}}
                                    """));
            await().atMost(SOON).until(() -> viewer.shown("25891", "citizens") == 7);
        }
    }

    @Test
    void givesASlowViewerTheLatestStateInsteadOfABacklog() {
        List<String> frames = new CopyOnWriteArrayList<>();
        BaseSubscriber<Frame> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(Frame frame) {
                frames.add(new String(frame.bytes(), StandardCharsets.UTF_8));
            }
        };
        hub.stream(new View(
                        scopes.area(scopes.campaign(SentEvents.CAMPAIGN), "721", null, LEADER),
                        FiguresClock.DONE,
                        Period.ALL))
                .subscribe(slow);
        try (LiveStream quick = new LiveStream(port, "721")) {
            await().atMost(SOON).until(() -> frames.size() == 1);
            for (int i = 1; i <= 5; i++) {
                int sent = i;
                events.send(assist("25813"));
                await().atMost(SOON).until(() -> quick.shown("25813", "assists") == sent);
            }
            assertThat(frames).hasSize(1);
            slow.request(1);
            await().atMost(SOON).until(() -> frames.size() == 2);
            assertThat(frames.get(1)).startsWith("event: snapshot").contains("\"assists\":5,\"citizens\":15");
        } finally {
            slow.cancel();
        }
    }
}
