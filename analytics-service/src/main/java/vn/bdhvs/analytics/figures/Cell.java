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

    private static final Activity.Cases<Cell> ADDED = new Cases(1);
    private static final Activity.Cases<Cell> TAKEN_BACK = new Cases(-1);

    /** What this event adds: of a retraction, negative counts. */
    public static Cell of(ActivityEvent event) {
        return event.activity().match(event.sign() > 0 ? ADDED : TAKEN_BACK);
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

        private final long sign;

        private Cases(int sign) {
            this.sign = sign;
        }

        @Override
        public Cell volunteerRegistered(VolunteerRegistered registered) {
            return new Cell(CellKind.VOLUNTEERS, List.of(registered.team()), Map.of("n", sign));
        }

        @Override
        public Cell classHeld(ClassHeld held) {
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("n", sign);
            counts.put("learners", sign * held.learners().total());
            putIfCounted(counts, "members", held.learners().members());
            putIfCounted(counts, "female", veiled(held.learners().female(), held));
            putIfCounted(counts, "over60", veiled(held.learners().over60(), held));
            return new Cell(
                    CellKind.CLASSES,
                    List.of(held.team(), held.topic(), held.mode().code()),
                    counts);
        }

        private static @Nullable Integer veiled(@Nullable Integer few, ClassHeld held) {
            return few == null
                    ? null
                    : Integer.valueOf(SmallGroups.counted(few, held.learners().total()));
        }

        private void putIfCounted(Map<String, Long> counts, String name, @Nullable Integer counted) {
            if (counted != null) {
                counts.put(name, sign * counted);
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
                    Map.of("n", sign, "citizens", sign * assisted.citizens()));
        }

        @Override
        public Cell nilReported(NilReported nil) {
            return new Cell(CellKind.NIL_REPORTS, List.of(), Map.of("n", sign));
        }
    }
}
