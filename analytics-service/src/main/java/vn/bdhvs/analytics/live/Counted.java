package vn.bdhvs.analytics.live;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import vn.bdhvs.analytics.figures.CellKind;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Goal;
import vn.bdhvs.analytics.figures.Lateness;
import vn.bdhvs.analytics.figures.Measures;

/**
 * What a figures document holds by one clock.
 *
 * @param services what each service was asked for, by its code
 * @param goals how much of each goal it holds, in the order of the goals
 * @param hours by local hour
 * @param late what of it became known on a later day; by the clock of receipt nothing did
 */
record Counted(
        Measures measures,
        Map<String, Measures> services,
        long[] goals,
        Map<Integer, Measures> hours,
        Map<Lateness, Measures> late) {

    static Counted of(Document document, FiguresClock clock, LocalDate day, List<Goal> goals) {
        Map<String, Measures> services = new HashMap<>();
        long[] reached = new long[goals.size()];
        FiguresDocument.forEachCell(document, clock, (kind, dimensions, counts) -> {
            if (kind == CellKind.ASSISTS) {
                services.merge(dimensions.get("service"), Measures.of(kind, counts), Measures::plus);
            }
            for (int i = 0; i < reached.length; i++) {
                reached[i] += goals.get(i).in(kind, dimensions, counts, day);
            }
        });
        return new Counted(
                Measures.of(document, clock),
                services,
                reached,
                Measures.byHour(document, clock),
                clock == FiguresClock.DONE ? Measures.late(document) : Map.of());
    }

    /** The same without hours. */
    Counted withoutHours() {
        return new Counted(measures, services, goals, Map.of(), late);
    }
}
