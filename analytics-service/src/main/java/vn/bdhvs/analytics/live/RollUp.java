package vn.bdhvs.analytics.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.bdhvs.analytics.figures.Measures;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;

/** Figures added up along the lineages of units, in one way of seeing them. Confined to the hub's thread. */
class RollUp {

    private final Map<UnitId, Row> rows = new HashMap<>();
    private final Map<UnitId, Row> ownRows = new HashMap<>();
    private final Map<UnitId, Set<UnitId>> below = new HashMap<>();
    private final Set<UnitId> moved = new HashSet<>();
    private Row everything = Row.ZERO;

    /**
     * A row of a unit: everything since the campaign began, and today.
     *
     * @param version the sum of the versions of the documents behind it, so it only grows
     */
    record Row(long version, Measures total, Measures today) {
        static final Row ZERO = new Row(0, Measures.ZERO, Measures.ZERO);

        Row plus(Row other) {
            return new Row(version + other.version, total.plus(other.total), today.plus(other.today));
        }
    }

    /** Adds to each unit of a lineage, which leads from the unit that is shown to have done it upward. */
    void add(List<Unit> lineage, Row added) {
        everything = everything.plus(added);
        UnitId previous = null;
        for (Unit unit : lineage) {
            UnitId id = unit.id();
            rows.merge(id, added, Row::plus);
            moved.add(id);
            if (previous == null) {
                ownRows.merge(id, added, Row::plus);
            } else {
                below.computeIfAbsent(id, above -> new HashSet<>()).add(previous);
            }
            previous = id;
        }
    }

    /** The row of a unit and everything below it. */
    Row row(UnitId unit) {
        return rows.getOrDefault(unit, Row.ZERO);
    }

    /** The row of what a unit is shown to have done itself. */
    Row ownRow(UnitId unit) {
        return ownRows.getOrDefault(unit, Row.ZERO);
    }

    /** Units directly below one that have figures. */
    Set<UnitId> below(UnitId unit) {
        return below.getOrDefault(unit, Set.of());
    }

    /** The row of all units. */
    Row everything() {
        return everything;
    }

    /** Whether the unit's row has moved since {@link #settle()}. */
    boolean hasMoved(UnitId unit) {
        return moved.contains(unit);
    }

    /** Whether any row has moved since {@link #settle()}. */
    boolean hasMoved() {
        return !moved.isEmpty();
    }

    void settle() {
        moved.clear();
    }
}
