package vn.bdhvs.analytics.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.figures.Cell;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresKeys;
import vn.bdhvs.analytics.figures.Measure;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.unit.Unit;

/**
 * Which cells of the figures a number is the sum of.
 *
 * @param area whose figures, and how its units add up
 * @param own whether only what the unit is shown to have done itself is meant, and not what lies below it
 * @param from first local day; null for no bound
 * @param to last local day; null for no bound
 * @param dimensions values that a cell must have
 * @param after accepted after that; null for no bound
 * @param asOf accepted by then; null for no bound
 */
record Cells(
        Measure measure,
        Area area,
        boolean own,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        FiguresClock clock,
        Map<String, String> dimensions,
        @Nullable Instant after,
        @Nullable Instant asOf) {

    Campaign campaign() {
        return area.campaign();
    }

    /** How much of the number comes from this event; 0 if nothing does. */
    long amount(ActivityEvent event, FiguresKeys keys) {
        LocalDate day = clock.day(event, campaign());
        boolean inTime = (from == null || !day.isBefore(from))
                && (to == null || !day.isAfter(to))
                && (after == null || event.recordedTime().isAfter(after))
                && (asOf == null || !event.recordedTime().isAfter(asOf));
        if (!inTime || !isMeant(event, day, keys)) {
            return 0;
        }
        Cell cell = Cell.of(event);
        return cell.dimensions().entrySet().containsAll(dimensions.entrySet()) ? measure.in(cell) : 0;
    }

    private boolean isMeant(ActivityEvent event, LocalDate day, FiguresKeys keys) {
        List<Unit> lineage = area.lineage(keys.unit(event), day);
        return !lineage.isEmpty() && (!own || area.isRoots(lineage));
    }
}
