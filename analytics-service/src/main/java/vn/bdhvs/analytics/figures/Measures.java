package vn.bdhvs.analytics.figures;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;

/**
 * The headline measures of a row. {@code assists} and {@code classes} count reports; {@code learners} and
 * {@code citizens} count lượt (attendances, occasions of help), never distinct people.
 */
public record Measures(long volunteers, long classes, long learners, long assists, long citizens) {

    public static final Measures ZERO = new Measures(0, 0, 0, 0, 0);

    /** Sum of all cells of one clock of a figures document. */
    public static Measures of(Document figures, FiguresClock clock) {
        Sum sum = new Sum();
        FiguresDocument.forEachCell(figures, clock, (kind, dimensions, counts) -> sum.add(of(kind, counts)));
        return sum.total;
    }

    static Measures of(CellKind kind, Document counts) {
        long n = FiguresDocument.count(counts, "n");
        return switch (kind) {
            case VOLUNTEERS -> new Measures(n, 0, 0, 0, 0);
            case CLASSES -> new Measures(0, n, FiguresDocument.count(counts, "learners"), 0, 0);
            case ASSISTS -> new Measures(0, 0, 0, n, FiguresDocument.count(counts, "citizens"));
            case NIL_REPORTS -> ZERO;
        };
    }

    public Measures plus(Measures other) {
        return new Measures(
                volunteers + other.volunteers,
                classes + other.classes,
                learners + other.learners,
                assists + other.assists,
                citizens + other.citizens);
    }

    public Measures minus(Measures other) {
        return new Measures(
                volunteers - other.volunteers,
                classes - other.classes,
                learners - other.learners,
                assists - other.assists,
                citizens - other.citizens);
    }

    /** By name, in the order in which they are shown. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("volunteers", volunteers);
        map.put("classes", classes);
        map.put("learners", learners);
        map.put("assists", assists);
        map.put("citizens", citizens);
        return map;
    }

    private static final class Sum {
        private Measures total = ZERO;

        private void add(Measures measures) {
            total = total.plus(measures);
        }
    }
}
