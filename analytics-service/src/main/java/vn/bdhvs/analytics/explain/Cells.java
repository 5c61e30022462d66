package vn.bdhvs.analytics.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.figures.Cell;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.Measure;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.unit.UnitRegister;

/**
 * Which cells of the figures a number is the sum of.
 *
 * @param own whether only what the unit did itself is meant, and not what lies below it
 * @param from first local day; null for no bound
 * @param to last local day; null for no bound
 * @param dimensions values that a cell must have
 * @param after accepted after that; null for no bound
 * @param asOf accepted by then; null for no bound
 */
record Cells(
        Campaign campaign,
        Measure measure,
        String unit,
        boolean own,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        FiguresClock clock,
        Map<String, String> dimensions,
        @Nullable Instant after,
        @Nullable Instant asOf) {

    /** How much of the number comes from this event; 0 if nothing does. */
    long amount(ActivityEvent event, UnitRegister units) {
        LocalDate day = clock.day(event, campaign);
        boolean inTime = (from == null || !day.isBefore(from))
                && (to == null || !day.isAfter(to))
                && (after == null || event.recordedTime().isAfter(after))
                && (asOf == null || !event.recordedTime().isAfter(asOf));
        String code = event.activity().unit();
        if (!inTime || !(own ? code.equals(unit) : units.isWithin(code, unit, day))) {
            return 0;
        }
        Cell cell = Cell.of(event);
        return cell.dimensions().entrySet().containsAll(dimensions.entrySet()) ? measure.in(cell) : 0;
    }
}
