package vn.bdhvs.analytics.live;

import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.Goal;
import vn.bdhvs.analytics.journal.Uncounted;
import vn.bdhvs.analytics.pace.Period;
import vn.bdhvs.analytics.pace.SteadyStatus;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.UnitRegister;

/**
 * The open screens of one campaign, by scope, and the board they show. Each frame is serialised once a scope. Confined
 * to the hub's thread.
 */
class CampaignScreens {

    private final Campaign campaign;
    private final UnitRegister units;
    private final Scopes asked;
    private final Frames frames;
    private final Map<View.Key, Scope> scopes = new HashMap<>();
    private final Feed feed = new Feed();
    private final AtomicInteger viewers = new AtomicInteger();
    private @Nullable Board board;
    private final List<Goal> goals;
    private final BusinessClock clock;
    private final Counter dropped;
    private final SteadyStatus<Judged> statuses = new SteadyStatus<>();
    private boolean resting = true;
    private int generation;

    CampaignScreens(
            Campaign campaign,
            List<Goal> goals,
            UnitRegister units,
            Scopes asked,
            Frames frames,
            BusinessClock clock,
            Counter dropped) {
        this.campaign = campaign;
        this.goals = goals;
        this.clock = clock;
        this.units = units;
        this.asked = asked;
        this.frames = frames;
        this.dropped = dropped;
    }

    Campaign campaign() {
        return campaign;
    }

    /** The board that is shown, to know it again by; nothing is to be asked of it elsewhere than on the hub's thread. */
    @Nullable
    Object board() {
        return board;
    }

    /** Whether the board shows this generation and day. */
    boolean shows(int otherGeneration, LocalDate day) {
        return board != null && generation == otherGeneration && board.today().equals(day);
    }

    /**
     * Puts up another board: the first one, or that of another day or generation. Everyone gets a snapshot, of the units of
     * that day; a stream of which there is no longer a unit ends.
     */
    void show(Board newBoard, int newGeneration) {
        board = newBoard;
        generation = newGeneration;
        for (Scope scope : List.copyOf(this.scopes.values())) {
            scope.viewers().forEach(Viewer::fallBehind);
            asked.again(scope.view().area(), newBoard.today())
                    .ifPresentOrElse(
                            scope::renew, () -> List.copyOf(scope.viewers()).forEach(Viewer::end));
        }
    }

    /** Of these versions, the ids of the documents that the board does not know yet. */
    List<String> unknown(List<FiguresReader.Version> versions) {
        Board current = board;
        return versions.stream()
                .filter(version -> current == null || !current.knows(version.id(), version.version()))
                .map(FiguresReader.Version::id)
                .toList();
    }

    void take(List<Board.Read> reads) {
        if (board != null) {
            board.take(reads);
        }
    }

    /** Takes in what figures do not tell of the hours before. */
    void take(Board.Yesterday yesterday, Pulse pulse) {
        if (board != null) {
            board.take(yesterday, pulse);
            scopes.values().forEach(Scope::move);
        }
    }

    /** Takes in what was sent and not counted. */
    void take(Uncounted uncounted) {
        if (board != null) {
            board.take(uncounted);
        }
    }

    /** The board is not kept up any longer, so nothing is sent. */
    void rest() {
        resting = true;
    }

    /** The board is kept up from now on. */
    void wake() {
        resting = false;
    }

    void report(List<FiguresChanged.Reported> activities) {
        feed.add(activities);
    }

    void add(View view, Viewer viewer) {
        Scope scope = scopes.computeIfAbsent(view.key(), key -> new Scope(view));
        scope.viewers().add(viewer);
        viewers.incrementAndGet();
        Board current = board;
        if (current != null && !resting) {
            welcome(scope, current, viewer);
        }
    }

    /**
     * Nothing is sent to the others, or thousands who come back at once would have it sent to each other. What has moved
     * since the last push comes with the next one, to the newcomer too.
     */
    private void welcome(Scope scope, Board current, Viewer viewer) {
        if (viewer.isReady()) {
            viewer.sendSnapshot(snapshot(scope, current));
            viewer.sendOverview(overview(scope, current));
        }
    }

    void remove(View view, Viewer viewer) {
        Scope scope = scopes.get(view.key());
        if (scope != null && scope.viewers().remove(viewer)) {
            viewers.decrementAndGet();
            if (scope.viewers().isEmpty()) {
                scopes.remove(view.key());
                forgetPeriods();
            }
        }
    }

    /** Periods that nobody looks at any longer are not rolled up any longer. */
    private void forgetPeriods() {
        Set<Period> seen =
                scopes.keySet().stream().map(View.Key::period).collect(Collectors.toCollection(HashSet::new));
        seen.add(Period.ALL);
        statuses.keep(judged -> seen.contains(judged.period()));
        if (board != null) {
            board.keepPeriods(seen);
        }
    }

    /** Ends all streams. */
    void end() {
        List<Viewer> all = scopes.values().stream()
                .flatMap(scope -> scope.viewers().stream())
                .toList();
        all.forEach(Viewer::end);
    }

    /** How many streams are open; to be asked on any thread. */
    int viewers() {
        return viewers.get();
    }

    /** Sends what changed since the last push, and a snapshot to whoever lacks one. */
    void push() {
        Board current = board;
        if (current == null || resting) {
            return;
        }
        for (Scope scope : scopes.values()) {
            push(scope, current);
        }
        current.settle();
        feed.sent();
    }

    private void push(Scope scope, Board current) {
        Frame changes = changes(scope, current);
        scope.snapshot(null);
        for (Viewer viewer : scope.viewers()) {
            if (!viewer.isBehind()) {
                if (changes != null && !viewer.send(changes)) {
                    dropped.increment();
                }
            } else if (viewer.isReady()) {
                viewer.sendSnapshot(snapshot(scope, current));
            }
        }
        Frame overview = overview(scope, current);
        scope.viewers().forEach(viewer -> viewer.sendOverview(overview));
    }

    private Frame overview(Scope scope, Board current) {
        Instant instant = clock.instant();
        LocalDateTime now = LocalDateTime.ofInstant(instant, campaign.timeZone());
        // The hub's day begins with its board: until that is there, it is still the last moment of the day before.
        LocalDateTime shown =
                now.toLocalDate().isAfter(current.today()) ? current.today().atTime(LocalTime.MAX) : now;
        Frame known = scope.overview(shown);
        if (known != null) {
            return known;
        }
        View view = scope.view();
        Overview overview = Overview.of(current, view, goals, shown);
        Frame reckoned = frames.overview(
                frames.now(generation, current.today()),
                overview.toMap((unit, goal, status) ->
                        statuses.show(new Judged(unit, goal, view.clock(), view.period()), status, instant)));
        scope.show(reckoned, shown);
        return reckoned;
    }

    /** What has a status: a goal of a unit, by a clock, in a period. */
    private record Judged(String unit, String goal, FiguresClock clock, Period period) {}

    void heartbeat() {
        Board current = board;
        if (current == null) {
            return;
        }
        Frame frame = frames.heartbeat(current.today());
        scopes.values().forEach(scope -> scope.viewers().stream()
                .filter(viewer -> viewer.isReady() && !viewer.isBehind())
                .forEach(viewer -> viewer.send(frame)));
    }

    private @Nullable Frame changes(Scope scope, Board current) {
        Area area = scope.view().area();
        UnitRows rows = new UnitRows(area, scope.children(), current.rollUp(scope.view()));
        List<FiguresChanged.Reported> activities = feed.unsent(Feed.within(area, units), Feed.SHOWN);
        if (!rows.haveMoved() && activities.isEmpty()) {
            return null;
        }
        scope.move();
        return frames.changes(
                area,
                frames.now(generation, current.today()),
                rows.haveMoved() ? rows.total() : null,
                rows.moved(),
                activities);
    }

    /** The same until the next push: it then sends all that has moved since the last one. */
    private Frame snapshot(Scope scope, Board current) {
        Frame known = scope.snapshot();
        if (known != null) {
            return known;
        }
        View view = scope.view();
        UnitRows rows = new UnitRows(view.area(), scope.children(), current.rollUp(view));
        Frame snapshot = frames.snapshot(
                view,
                frames.now(generation, current.today()),
                rows.total(),
                rows.all(),
                feed.newest(Feed.within(view.area(), units), Feed.SHOWN));
        scope.snapshot(snapshot);
        return snapshot;
    }

    /** The total of an area as the board has it, also while nobody watches; empty while there is no board. */
    Optional<Frames.UnitRow> total(Area area, FiguresClock figuresClock) {
        return Optional.ofNullable(board)
                .map(shown ->
                        new UnitRows(area, List.of(), shown.rollUp(new View(area, figuresClock, Period.ALL))).total());
    }
}
