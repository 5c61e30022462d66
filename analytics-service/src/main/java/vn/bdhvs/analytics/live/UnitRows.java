package vn.bdhvs.analytics.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.unit.UnitId;

/**
 * The rows of an area: the units directly below, those of today and those that have figures, and a row of what was done by none
 * of them. They sum to the total.
 */
class UnitRows {

    private final Area area;
    private final List<UnitId> children;
    private final RollUp rollUp;

    /**
     * Rows of an area.
     *
     * @param children units of today that stand directly below
     */
    UnitRows(Area area, List<UnitId> children, RollUp rollUp) {
        this.area = area;
        this.children = children;
        this.rollUp = rollUp;
    }

    Frames.UnitRow total() {
        RollUp.Row row = area.isWhole()
                ? rollUp.everything()
                : area.roots().stream().map(rollUp::row).reduce(RollUp.Row.ZERO, RollUp.Row::plus);
        return Frames.UnitRow.total(area.asked(), row);
    }

    boolean haveMoved() {
        return area.isWhole() ? rollUp.hasMoved() : area.roots().stream().anyMatch(rollUp::hasMoved);
    }

    List<Frames.UnitRow> moved() {
        return rows(rollUp::hasMoved);
    }

    List<Frames.UnitRow> all() {
        return rows(unit -> true);
    }

    private List<Frames.UnitRow> rows(Predicate<UnitId> wanted) {
        Set<UnitId> below = new LinkedHashSet<>(children);
        area.roots().stream()
                .flatMap(root -> rollUp.below(root).stream())
                .sorted(Comparator.comparing(UnitId::written))
                .forEach(below::add);
        List<Frames.UnitRow> rows = new ArrayList<>();
        below.stream().filter(wanted).forEach(unit -> rows.add(row(unit, rollUp.row(unit))));
        if (!below.isEmpty()) {
            area.roots().stream()
                    .filter(wanted)
                    .filter(root -> rollUp.ownRow(root).version() > 0)
                    .forEach(root -> rows.add(row(root, rollUp.ownRow(root))));
        }
        return rows;
    }

    private Frames.UnitRow row(UnitId unit, RollUp.Row row) {
        return new Frames.UnitRow(unit.code(), unit.validFrom(), area.isNotDivided(unit), row);
    }
}
