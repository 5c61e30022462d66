package vn.bdhvs.analytics.live;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Standing;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.unit.Unit;
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
    private final Frames frames;
    private final Map<ScopeKey, Scope> scopes = new HashMap<>();
    private final Feed feed = new Feed();
    private final AtomicInteger viewers = new AtomicInteger();
    private @Nullable Board board;
    private int generation;

    CampaignScreens(Campaign campaign, UnitRegister units, Frames frames) {
        this.campaign = campaign;
        this.units = units;
        this.frames = frames;
    }

    /** Questions that have the same answer. */
    private record ScopeKey(String asked, Standing standing) {
        private static ScopeKey of(Area area) {
            return new ScopeKey(area.asked(), area.standing());
        }
    }

    private record Scope(Area area, Set<Viewer> viewers) {}

    Campaign campaign() {
        return campaign;
    }

    /** Whether the board shows this generation and day. */
    boolean shows(int otherGeneration, LocalDate day) {
        return board != null && generation == otherGeneration && board.today().equals(day);
    }

    /** Puts up another board: the first one, or that of another day or generation. Everyone gets a snapshot. */
    void show(Board newBoard, int newGeneration) {
        board = newBoard;
        generation = newGeneration;
        scopes.values().forEach(scope -> scope.viewers().forEach(Viewer::fallBehind));
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

    void report(List<FiguresChanged.Reported> activities) {
        feed.add(activities);
    }

    void add(Area area, Viewer viewer) {
        scopes.computeIfAbsent(ScopeKey.of(area), key -> new Scope(area, new LinkedHashSet<>()))
                .viewers()
                .add(viewer);
        viewers.incrementAndGet();
        push();
    }

    void remove(Area area, Viewer viewer) {
        Scope scope = scopes.get(ScopeKey.of(area));
        if (scope != null && scope.viewers().remove(viewer)) {
            viewers.decrementAndGet();
            if (scope.viewers().isEmpty()) {
                scopes.remove(ScopeKey.of(area));
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
        if (current == null) {
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
    }

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
        Area area = scope.area().on(current.today());
        RollUp rollUp = current.rollUp(area.standing());
        List<FiguresChanged.Reported> activities = feed.unsent(within(area), FEED);
        boolean moved =
                area.isWhole() ? rollUp.hasMoved() : area.roots().stream().anyMatch(rollUp::hasMoved);
        if (!moved && activities.isEmpty()) {
            return null;
        }
        List<Frames.UnitRow> rows = rows(area, rollUp, current.today(), rollUp::hasMoved);
        return frames.changes(area, generation, current.today(), moved ? total(area, rollUp) : null, rows, activities);
    }

    private byte[] snapshot(Scope scope, Board current) {
        Area area = scope.area().on(current.today());
        RollUp rollUp = current.rollUp(area.standing());
        return frames.snapshot(
                area,
                generation,
                current.today(),
                total(area, rollUp),
                rows(area, rollUp, current.today(), unit -> true),
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
    private List<Frames.UnitRow> rows(Area area, RollUp rollUp, LocalDate today, Predicate<UnitId> wanted) {
        List<Frames.UnitRow> rows = new ArrayList<>();
        boolean leaf = true;
        for (Unit unit : units.all()) {
            if (isDirectlyBelow(unit, area, rollUp, today)) {
                leaf = false;
                if (wanted.test(unit.id())) {
                    rows.add(row(area, unit, rollUp.row(unit.id())));
                }
            }
        }
        for (UnitId root : leaf ? Set.<UnitId>of() : area.roots()) {
            RollUp.Row own = rollUp.ownRow(root);
            if (own.version() > 0 && wanted.test(root)) {
                units.find(root).ifPresent(unit -> rows.add(row(area, unit, own)));
            }
        }
        return rows;
    }

    private boolean isDirectlyBelow(Unit unit, Area area, RollUp rollUp, LocalDate today) {
        List<Unit> lineage = unit.isValidOn(today) ? units.lineage(unit, today) : List.of();
        UnitId parent = lineage.size() > 1 ? lineage.get(1).id() : null;
        return area.roots().stream()
                .anyMatch(root -> root.equals(parent) || rollUp.below(root).contains(unit.id()));
    }

    private static Frames.UnitRow row(Area area, Unit unit, RollUp.Row row) {
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
