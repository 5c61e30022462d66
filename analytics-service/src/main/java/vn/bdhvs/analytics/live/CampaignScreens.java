package vn.bdhvs.analytics.live;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.Goal;
import vn.bdhvs.analytics.pace.SteadyStatus;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.UnitId;
import vn.bdhvs.unit.UnitRegister;

/**
 * The open screens of one campaign, by scope, and the board they show. Each frame is serialised once a scope. Confined
 * to the hub's thread.
 */
class CampaignScreens {

    private static final int FEED = 20;

    private final Campaign campaign;
    private final UnitRegister units;
    private final Scopes asked;
    private final Frames frames;
    private final Map<Scope.Key, Scope> scopes = new HashMap<>();
    private final Feed feed = new Feed();
    private final AtomicInteger viewers = new AtomicInteger();
    private @Nullable Board board;
    private final List<Goal> goals;
    private final BusinessClock clock;
    private final SteadyStatus<Judged> statuses = new SteadyStatus<>();
    private boolean resting = true;
    private int generation;

    CampaignScreens(
            Campaign campaign, List<Goal> goals, UnitRegister units, Scopes asked, Frames frames, BusinessClock clock) {
        this.campaign = campaign;
        this.goals = goals;
        this.clock = clock;
        this.units = units;
        this.asked = asked;
        this.frames = frames;
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
            asked.again(scope.area(), newBoard.today()).ifPresentOrElse(scope::renew, () -> List.copyOf(scope.viewers())
                    .forEach(Viewer::end));
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

    void add(Area area, FiguresClock clock, Viewer viewer) {
        scopes.computeIfAbsent(Scope.Key.of(area, clock), key -> new Scope(area, clock))
                .viewers()
                .add(viewer);
        viewers.incrementAndGet();
        push();
    }

    void remove(Area area, FiguresClock clock, Viewer viewer) {
        Scope scope = scopes.get(Scope.Key.of(area, clock));
        if (scope != null && scope.viewers().remove(viewer)) {
            viewers.decrementAndGet();
            if (scope.viewers().isEmpty()) {
                scopes.remove(Scope.Key.of(area, clock));
            }
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
        byte @Nullable [] changes = changes(scope, current);
        byte @Nullable [] snapshot = null;
        for (Viewer viewer : scope.viewers()) {
            if (!viewer.isBehind()) {
                if (changes != null) {
                    viewer.send(changes);
                }
            } else if (viewer.isReady()) {
                snapshot = snapshot == null ? snapshot(scope, current) : snapshot;
                viewer.sendSnapshot(snapshot);
            }
        }
        byte[] overview = overview(scope, current);
        scope.viewers().forEach(viewer -> viewer.sendOverview(overview));
    }

    private byte[] overview(Scope scope, Board current) {
        Instant instant = clock.instant();
        LocalDateTime now = LocalDateTime.ofInstant(instant, campaign.timeZone());
        // The hub's day begins with its board: until that is there, it is still the last moment of the day before.
        LocalDateTime shown =
                now.toLocalDate().isAfter(current.today()) ? current.today().atTime(LocalTime.MAX) : now;
        byte[] known = scope.overview(shown);
        if (known != null) {
            return known;
        }
        Area area = scope.area();
        Overview overview = Overview.of(current, area, scope.clock(), goals, shown);
        byte[] reckoned = frames.overview(
                generation,
                current.today(),
                overview.toMap(
                        (unit, goal, status) -> statuses.show(new Judged(unit, goal, scope.clock()), status, instant)));
        scope.show(reckoned, shown);
        return reckoned;
    }

    /** What has a status: a goal of a unit, by a clock. */
    private record Judged(String unit, String goal, FiguresClock clock) {}

    void heartbeat() {
        Board current = board;
        if (current == null) {
            return;
        }
        byte[] frame = frames.heartbeat(current.today());
        scopes.values().forEach(scope -> scope.viewers().stream()
                .filter(viewer -> viewer.isReady() && !viewer.isBehind())
                .forEach(viewer -> viewer.send(frame)));
    }

    private byte @Nullable [] changes(Scope scope, Board current) {
        Area area = scope.area();
        RollUp rollUp = current.rollUp(area.standing(), scope.clock());
        List<FiguresChanged.Reported> activities = feed.unsent(within(area), FEED);
        boolean moved =
                area.isWhole() ? rollUp.hasMoved() : area.roots().stream().anyMatch(rollUp::hasMoved);
        if (!moved && activities.isEmpty()) {
            return null;
        }
        scope.move();
        List<Frames.UnitRow> rows = rows(scope, rollUp, rollUp::hasMoved);
        return frames.changes(area, generation, current.today(), moved ? total(area, rollUp) : null, rows, activities);
    }

    private byte[] snapshot(Scope scope, Board current) {
        Area area = scope.area();
        RollUp rollUp = current.rollUp(area.standing(), scope.clock());
        return frames.snapshot(
                area,
                scope.clock(),
                generation,
                current.today(),
                total(area, rollUp),
                rows(scope, rollUp, unit -> true),
                feed.newest(within(area), FEED));
    }

    private static Frames.UnitRow total(Area area, RollUp rollUp) {
        RollUp.Row row = area.isWhole()
                ? rollUp.everything()
                : area.roots().stream().map(rollUp::row).reduce(RollUp.Row.ZERO, RollUp.Row::plus);
        return Frames.UnitRow.total(area.asked(), row);
    }

    /**
     * The units directly below, those of today and those that have figures, and a row of what was done by none of them:
     * they sum to the total.
     */
    private List<Frames.UnitRow> rows(Scope scope, RollUp rollUp, Predicate<UnitId> wanted) {
        Area area = scope.area();
        Set<UnitId> below = new LinkedHashSet<>(scope.children());
        area.roots().stream()
                .flatMap(root -> rollUp.below(root).stream())
                .sorted(Comparator.comparing(UnitId::written))
                .forEach(below::add);
        List<Frames.UnitRow> rows = new ArrayList<>();
        below.stream().filter(wanted).forEach(unit -> rows.add(row(area, unit, rollUp.row(unit))));
        if (!below.isEmpty()) {
            area.roots().stream()
                    .filter(wanted)
                    .filter(root -> rollUp.ownRow(root).version() > 0)
                    .forEach(root -> rows.add(row(area, root, rollUp.ownRow(root))));
        }
        return rows;
    }

    private static Frames.UnitRow row(Area area, UnitId unit, RollUp.Row row) {
        return new Frames.UnitRow(unit.code(), unit.validFrom(), area.isNotDivided(unit), row);
    }

    private Predicate<FiguresChanged.Reported> within(Area area) {
        return activity -> {
            LocalDate day = campaign.day(activity.time());
            return units.find(activity.unit(), day)
                    .filter(unit -> area.holds(unit.id(), day))
                    .isPresent();
        };
    }
}
