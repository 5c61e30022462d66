package vn.bdhvs.analytics.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

/**
 * Where an activity is counted, and as how much. Said in one place, so that a receipt tells what the fold has added.
 *
 * @param values one a dimension of the kind, in their order
 * @param counts amounts by the names of the kind's counts
 */
public record Cell(CellKind kind, List<String> values, Map<String, Long> counts) {

    private static final Activity.Cases<Cell> CASES = new Cases();

    /** What this event adds: of a retraction, negative counts. */
    public static Cell of(ActivityEvent event) {
        Cell cell = event.activity().match(CASES);
        Map<String, Long> signed = new LinkedHashMap<>();
        cell.counts().forEach((name, amount) -> signed.put(name, event.sign() * amount));
        return new Cell(cell.kind(), cell.values(), signed);
    }

    /** Where it lies in a figures document, as a dotted field. */
    public String field(FiguresClock clock) {
        List<String> path = new ArrayList<>(List.of(clock.field(), kind.field()));
        path.addAll(values);
        return String.join(".", path);
    }

    /** Where its hour lies in a figures document, as a dotted field. */
    public String hour(FiguresClock clock, int hour) {
        return String.join(".", FiguresDocument.HOURS, clock.field(), Integer.toString(hour), kind.field());
    }

    /** Where it is held once more if it became known that late, as a dotted field. */
    public String late(Lateness lateness) {
        return String.join(".", FiguresDocument.LATE, lateness.field(), kind.field());
    }

    /** The values by the names of their dimensions. */
    public Map<String, String> dimensions() {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            named.put(kind.dimensions().get(i), values.get(i));
        }
        return named;
    }

    private static final class Cases implements Activity.Cases<Cell> {

        @Override
        public Cell volunteerRegistered(VolunteerRegistered registered) {
            return new Cell(CellKind.VOLUNTEERS, List.of(registered.team()), Map.of("n", 1L));
        }

        @Override
        public Cell classHeld(ClassHeld held) {
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("n", 1L);
            counts.put("learners", (long) held.learners().total());
            putIfCounted(counts, "members", held.learners().members());
            putIfCounted(counts, "female", held.learners().female());
            putIfCounted(counts, "over60", held.learners().over60());
            return new Cell(
                    CellKind.CLASSES,
                    List.of(held.team(), held.topic(), held.mode().code()),
                    counts);
        }

        private static void putIfCounted(Map<String, Long> counts, String name, @Nullable Integer counted) {
            if (counted != null) {
                counts.put(name, counted.longValue());
            }
        }

        @Override
        public Cell citizenAssisted(CitizenAssisted assisted) {
            return new Cell(
                    CellKind.ASSISTS,
                    List.of(
                            assisted.team(),
                            assisted.service(),
                            assisted.outcome().code()),
                    Map.of("n", 1L, "citizens", (long) assisted.citizens()));
        }

        @Override
        public Cell nilReported(NilReported nil) {
            return new Cell(CellKind.NIL_REPORTS, List.of(), Map.of("n", 1L));
        }
    }
}
