package vn.bdhvs.analytics.live;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.bdhvs.analytics.figures.Measures;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * The latest figures of one campaign as this instance has read them, rolled up per unit. A row's version is the sum of
 * the versions of the documents behind it, so it only grows. Confined to the hub's thread.
 */
class Board {

    private final UnitRegister units;
    private final Map<String, Known> documents = new HashMap<>();
    private final Map<String, Row> rows = new HashMap<>();
    private final Map<String, Row> ownRows = new HashMap<>();
    private LocalDate today;

    Board(UnitRegister units, LocalDate today) {
        this.units = units;
        this.today = today;
    }

    /**
     * A figures document as read.
     *
     * @param measures sum of its done-clock cells
     */
    record Read(
            String id, int generation, String campaign, String unit, LocalDate day, long version, Measures measures) {}

    /** A row of a unit: everything since the campaign began, and today. */
    record Row(long version, Measures total, Measures today) {
        static final Row ZERO = new Row(0, Measures.ZERO, Measures.ZERO);
    }

    private record Known(long version, Measures measures) {}

    /**
     * Takes in documents; an older version than the known one is ignored.
     *
     * @return units whose rows changed
     */
    Set<String> take(List<Read> reads) {
        Set<String> changed = new HashSet<>();
        for (Read read : reads) {
            Known known = documents.getOrDefault(read.id(), new Known(0, Measures.ZERO));
            if (read.version() <= known.version()) {
                continue;
            }
            documents.put(read.id(), new Known(read.version(), read.measures()));
            Row added = new Row(
                    read.version() - known.version(),
                    read.measures().minus(known.measures()),
                    read.day().equals(today) ? read.measures().minus(known.measures()) : Measures.ZERO);
            ownRows.merge(read.unit(), added, Board::sum);
            for (Unit unit : units.lineage(read.unit(), read.day())) {
                rows.merge(unit.code(), added, Board::sum);
                changed.add(unit.code());
            }
        }
        return changed;
    }

    /** Whether this is the known version of the document, or an older one. */
    boolean knows(String id, long version) {
        Known known = documents.get(id);
        return known != null && version <= known.version();
    }

    /** The row of a unit and everything below it. */
    Row row(String unit) {
        return rows.getOrDefault(unit, Row.ZERO);
    }

    /** The row of what a unit reported by itself. */
    Row ownRow(String unit) {
        return ownRows.getOrDefault(unit, Row.ZERO);
    }

    LocalDate today() {
        return today;
    }

    /** Forgets everything, to be filled anew for another day or another generation. */
    void clear(LocalDate newToday) {
        today = newToday;
        documents.clear();
        rows.clear();
        ownRows.clear();
    }

    private static Row sum(Row one, Row other) {
        return new Row(
                one.version() + other.version(),
                one.total().plus(other.total()),
                one.today().plus(other.today()));
    }
}
