package vn.bdhvs.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.catalogue.Standing;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.Goal;
import vn.bdhvs.analytics.pace.Period;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.UnitRegister;

/** Who comes while others watch screens that are this test's own. */
class NewcomerTests extends RunningAnalytics {

    @Autowired
    private Scopes scopes;

    @Autowired
    private UnitRegister units;

    @Autowired
    private Frames frames;

    @Autowired
    private BusinessClock clock;

    private Campaign campaign;
    private CampaignScreens screens;

    @BeforeEach
    void show() {
        campaign = scopes.campaigns().iterator().next();
        screens = new CampaignScreens(
                campaign,
                Goal.of(campaign),
                units,
                scopes,
                frames,
                clock,
                new SimpleMeterRegistry().counter("dropped"));
        screens.show(new Board(scopes.whole(campaign, clock.today()), clock.today()), 1);
        screens.wake();
    }

    private List<Frame> comes() {
        View view = new View(
                Objects.requireNonNull(scopes.whole(campaign, clock.today()).get(Standing.THEN)),
                FiguresClock.DONE,
                Period.ALL);
        List<Frame> got = new ArrayList<>();
        Flux.<Frame>create(sink -> screens.add(view, new Viewer(sink)), FluxSink.OverflowStrategy.IGNORE)
                .subscribe(got::add);
        return got;
    }

    private static List<String> events(List<Frame> frames) {
        return frames.stream()
                .map(frame -> new String(frame.bytes(), StandardCharsets.UTF_8))
                .map(text -> text.substring("event: ".length(), text.indexOf('\n')))
                .toList();
    }

    @Test
    void isGivenAllAtOnceAndNobodyElseIsSentAnything() {
        List<Frame> first = comes();
        screens.report(List.of(FiguresChanged.Reported.of(SentEvents.assist("25942"))));
        List<Frame> second = comes();
        assertThat(events(first)).containsExactly("snapshot", "overview");
        assertThat(events(second)).containsExactly("snapshot", "overview");

        screens.push();
        assertThat(events(first)).startsWith("snapshot", "overview", "figures");
        assertThat(events(second)).startsWith("snapshot", "overview", "figures");
    }

    @Test
    void sharesTheSnapshotUntilTheNextPush() {
        Frame shared = comes().get(0);
        assertThat(comes().get(0)).isSameAs(shared);
        screens.push();
        assertThat(comes().get(0)).isNotSameAs(shared);
    }
}
