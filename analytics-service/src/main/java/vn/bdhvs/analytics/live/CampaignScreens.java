package vn.bdhvs.analytics.live;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.unit.Unit;
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
    private final Map<String, Scope> scopes = new HashMap<>();
    private final Set<String> dirty = new HashSet<>();
    private final Feed feed = new Feed();
    private final AtomicInteger viewers = new AtomicInteger();
    private @Nullable Board board;
    private int generation;

    CampaignScreens(Campaign campaign, UnitRegister units, Frames frames) {
        this.campaign = campaign;
        this.units = units;
        this.frames = frames;
    }

    private record Scope(String unit, Set<Viewer> viewers) {}

    /** Whether the board shows this generation and day. */
    boolean shows(int otherGeneration, LocalDate day) {
        return board != null && generation == otherGeneration && board.today().equals(day);
    }

    /** Puts up another board: the first one, or that of another day or generation. Everyone gets a snapshot. */
    void show(Board newBoard, int newGeneration) {
        board = newBoard;
        generation = newGeneration;
        dirty.clear();
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
            dirty.addAll(board.take(reads));
        }
    }

    void report(List<FiguresChanged.Reported> activities) {
        feed.add(activities);
    }

    void add(String unit, Viewer viewer) {
        scopes.computeIfAbsent(unit, code -> new Scope(code, new LinkedHashSet<>()))
                .viewers()
                .add(viewer);
        viewers.incrementAndGet();
        push();
    }

    void remove(String unit, Viewer viewer) {
        Scope scope = scopes.get(unit);
        if (scope != null && scope.viewers().remove(viewer)) {
            viewers.decrementAndGet();
            if (scope.viewers().isEmpty()) {
                scopes.remove(unit);
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
        dirty.clear();
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
        List<FiguresChanged.Reported> activities = feed.unsent(within(scope, current), FEED);
        boolean moved = dirty.contains(scope.unit());
        if (!moved && activities.isEmpty()) {
            return null;
        }
        List<Frames.UnitRow> rows = new ArrayList<>();
        for (Frames.UnitRow row : rows(scope, current)) {
            if (dirty.contains(row.unit())) {
                rows.add(row);
            }
        }
        return frames.changes(generation, current.today(), moved ? total(scope, current) : null, rows, activities);
    }

    private byte[] snapshot(Scope scope, Board current) {
        return frames.snapshot(
                campaign.code(),
                scope.unit(),
                generation,
                current.today(),
                total(scope, current),
                rows(scope, current),
                feed.newest(within(scope, current), FEED));
    }

    private static Frames.UnitRow total(Scope scope, Board current) {
        return new Frames.UnitRow(scope.unit(), current.row(scope.unit()));
    }

    /** The units directly below, and a row of the unit's own where it reported by itself: they sum to the total. */
    private List<Frames.UnitRow> rows(Scope scope, Board current) {
        List<Frames.UnitRow> rows = new ArrayList<>();
        for (Unit unit : units.on(current.today())) {
            if (scope.unit().equals(unit.parent())) {
                rows.add(new Frames.UnitRow(unit.code(), current.row(unit.code())));
            }
        }
        Board.Row own = current.ownRow(scope.unit());
        if (!rows.isEmpty() && own.version() > 0) {
            rows.add(new Frames.UnitRow(scope.unit(), own));
        }
        return rows;
    }

    private Predicate<FiguresChanged.Reported> within(Scope scope, Board current) {
        return activity -> units.isWithin(activity.unit(), scope.unit(), current.today());
    }
}
