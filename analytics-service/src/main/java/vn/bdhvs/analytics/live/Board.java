package vn.bdhvs.analytics.live;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Standing;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.Measures;
import vn.bdhvs.analytics.journal.Uncounted;
import vn.bdhvs.analytics.pace.Period;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;

/**
 * The latest figures of one campaign as this instance has read them, rolled up per unit in either way of seeing units, by
 * either clock, and for the periods that are looked at. Confined to the hub's thread.
 */
class Board {

    private final Map<String, Known> documents = new HashMap<>();
    private final Map<Standing, Area> whole;
    private final Map<Way, RollUp> rollUps = new HashMap<>();
    private final LocalDate today;
    private @Nullable Yesterday yesterday;
    private @Nullable Pulse pulse;
    private @Nullable Uncounted uncounted;

    /**
     * An empty board.
     *
     * @param whole all of the campaign, today, in either way of seeing units
     */
    Board(Map<Standing, Area> whole, LocalDate today) {
        this.whole = whole;
        this.today = today;
        for (Standing standing : whole.keySet()) {
            for (FiguresClock clock : FiguresClock.values()) {
                rollUps.put(new Way(standing, clock, Period.ALL), new RollUp());
            }
        }
    }

    private record Way(Standing standing, FiguresClock clock, Period period) {}

    /**
     * A figures document as read.
     *
     * @param heard when the last of what was done on its day was received; null if nothing was
     */
    record Read(
            String id,
            int generation,
            String campaign,
            UnitId unit,
            LocalDate day,
            long version,
            Map<FiguresClock, Counted> counted,
            @Nullable Instant heard) {}

    /**
     * What yesterday had until the time that it is now, in the hour that has begun: of it the hours of a document tell the whole
     * only.
     *
     * @param until local time
     * @param begunHour by clock and unit
     */
    record Yesterday(LocalTime until, Map<FiguresClock, Map<UnitId, Measures>> begunHour) {}

    private record Known(
            long version,
            UnitId unit,
            LocalDate day,
            Map<FiguresClock, Counted> counted,
            @Nullable Instant heard,
            Map<Standing, List<Unit>> lineages) {

        private Measures measures(FiguresClock clock) {
            Counted counts = counted.get(clock);
            return counts == null ? Measures.ZERO : counts.measures();
        }
    }

    /** Takes in documents; an older version than the known one is ignored. */
    void take(List<Read> reads) {
        for (Read read : reads) {
            Known known = documents.get(read.id());
            long before = known == null ? 0 : known.version();
            if (read.version() <= before) {
                continue;
            }
            // All lineages before anything is added: of a unit that is not in the register there is none.
            Known now = new Known(
                    read.version(),
                    read.unit(),
                    read.day(),
                    slim(read),
                    read.heard(),
                    lineages(read.unit(), read.day(), known));
            rollUps.forEach((way, rollUp) -> add(now, known, way, rollUp));
            documents.put(read.id(), now);
        }
    }

    private void add(Known now, @Nullable Known before, Way way, RollUp rollUp) {
        List<Unit> lineage = now.lineages().get(way.standing());
        if (lineage == null || !way.period().contains(now.day())) {
            return;
        }
        long version = now.version() - (before == null ? 0 : before.version());
        Measures more = now.measures(way.clock()).minus(before == null ? Measures.ZERO : before.measures(way.clock()));
        rollUp.add(lineage, new RollUp.Row(version, more, now.day().equals(today) ? more : Measures.ZERO));
    }

    /** Hours are asked of today and yesterday only. */
    private Map<FiguresClock, Counted> slim(Read read) {
        if (!read.day().isBefore(today.minusDays(1))) {
            return read.counted();
        }
        Map<FiguresClock, Counted> slim = new EnumMap<>(FiguresClock.class);
        read.counted().forEach((clock, counted) -> slim.put(clock, counted.withoutHours()));
        return slim;
    }

    private Map<Standing, List<Unit>> lineages(UnitId unit, LocalDate day, @Nullable Known known) {
        if (known != null) {
            return known.lineages();
        }
        Map<Standing, List<Unit>> lineages = new EnumMap<>(Standing.class);
        whole.forEach((standing, area) -> lineages.put(standing, area.lineage(unit, day)));
        return lineages;
    }

    /** Takes in what yesterday had until now, and when reports were received. */
    void take(Yesterday readYesterday, Pulse readPulse) {
        yesterday = readYesterday;
        pulse = readPulse;
    }

    /** The latest that was taken in; none yet just after a start. */
    Optional<Yesterday> yesterday() {
        return Optional.ofNullable(yesterday);
    }

    /** The latest that was taken in; none yet just after a start. */
    Optional<Pulse> pulse() {
        return Optional.ofNullable(pulse);
    }

    /** Takes in what was sent and not counted. */
    void take(Uncounted readUncounted) {
        uncounted = readUncounted;
    }

    /** The latest that was taken in; none just after a start, and none where it cannot be told by campaigns. */
    Optional<Uncounted> uncounted() {
        return Optional.ofNullable(uncounted);
    }

    /** Called with what a unit did on a day, and with the unit's lineage, which leads upward. */
    interface Visitor {
        void document(List<Unit> lineage, LocalDate day, Counted counted, @Nullable Instant heard);
    }

    /** Visits everything in an area. */
    void forEach(Area area, FiguresClock clock, Visitor visitor) {
        for (Known known : documents.values()) {
            List<Unit> lineage = known.lineages().getOrDefault(area.standing(), List.of());
            Counted counted = known.counted().get(clock);
            if (counted != null && isIn(area, lineage)) {
                visitor.document(lineage, known.day(), counted, known.heard());
            }
        }
    }

    /** Lineage of a unit that did something on that day, as an area shows it; empty if it is not in the area. */
    List<Unit> lineage(Area area, UnitId unit, LocalDate day) {
        Area all = whole.get(area.standing());
        List<Unit> lineage = all == null ? List.of() : all.lineage(unit, day);
        return isIn(area, lineage) ? lineage : List.of();
    }

    private static boolean isIn(Area area, List<Unit> lineage) {
        return area.isWhole() || lineage.stream().anyMatch(unit -> area.roots().contains(unit.id()));
    }

    /** Whether this is the known version of the document, or an older one. */
    boolean knows(String id, long version) {
        Known known = documents.get(id);
        return known != null && version <= known.version();
    }

    /** The roll-up that a view shows; one of a period is kept up from when it is first asked for, see {@link #keepPeriods}. */
    RollUp rollUp(View view) {
        Standing standing = view.area().standing();
        if (!whole.containsKey(standing)) {
            throw new IllegalArgumentException("the board has no roll-up of units as of " + standing);
        }
        return rollUps.computeIfAbsent(new Way(standing, view.clock(), view.period()), this::gather);
    }

    private RollUp gather(Way way) {
        RollUp rollUp = new RollUp();
        documents.values().forEach(known -> add(known, null, way, rollUp));
        rollUp.settle();
        return rollUp;
    }

    /** Forgets the roll-ups of all other periods. */
    void keepPeriods(Set<Period> periods) {
        rollUps.keySet().removeIf(way -> !periods.contains(way.period()));
    }

    LocalDate today() {
        return today;
    }

    /** What has moved so far has been told. */
    void settle() {
        rollUps.values().forEach(RollUp::settle);
    }
}
