package vn.bdhvs.analytics.figures;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;

/**
 * The headline measures of a row. {@code assists} and {@code classes} count reports; {@code learners} and
 * {@code citizens} count lượt (attendances, occasions of help), never distinct people. Their names are those by which
 * the campaign's targets call them.
 */
public record Measures(long volunteers, long classes, Learners learners, long assists, long citizens) {

    public static final Measures ZERO = new Measures(0, 0, Learners.NONE, 0, 0);

    /**
     * Attendances of classes. The groups overlap, and each is the sum over the classes that counted it, so it is a lower
     * bound of what the total holds.
     */
    public record Learners(long total, long members, long female, long over60) {

        static final Learners NONE = new Learners(0, 0, 0, 0);

        private Learners plus(Learners other) {
            return new Learners(
                    total + other.total, members + other.members, female + other.female, over60 + other.over60);
        }

        private Learners minus(Learners other) {
            return new Learners(
                    total - other.total, members - other.members, female - other.female, over60 - other.over60);
        }
    }

    /** Sum of all cells of one clock of a figures document. */
    public static Measures of(Document figures, FiguresClock clock) {
        Sum sum = new Sum();
        FiguresDocument.forEachCell(figures, clock, (kind, dimensions, counts) -> sum.add(of(kind, counts)));
        return sum.total;
    }

    /** Sums by local hour of one clock of a figures document. */
    public static Map<Integer, Measures> byHour(Document figures, FiguresClock clock) {
        Map<Integer, Measures> hours = new HashMap<>();
        if (figures.get(FiguresDocument.HOURS, new Document()).get(clock.field()) instanceof Document ofClock) {
            ofClock.forEach((hour, kinds) -> hours.put(Integer.valueOf(hour), ofKinds((Document) kinds)));
        }
        return hours;
    }

    /** What of a figures document's done day was received later, by how much later; only what there is. */
    public static Map<Lateness, Measures> late(Document figures) {
        Map<Lateness, Measures> late = new EnumMap<>(Lateness.class);
        Document field = figures.get(FiguresDocument.LATE, new Document());
        for (Lateness each : Lateness.values()) {
            if (field.get(each.field()) instanceof Document kinds) {
                late.put(each, ofKinds(kinds));
            }
        }
        return late;
    }

    private static Measures ofKinds(Document kinds) {
        Measures sum = ZERO;
        for (CellKind kind : CellKind.values()) {
            if (kinds.get(kind.field()) instanceof Document counts) {
                sum = sum.plus(of(kind, counts));
            }
        }
        return sum;
    }

    /** What an event adds; of a retraction, negative. */
    public static Measures of(Cell cell) {
        return of(cell.kind(), new Document(cell.counts()));
    }

    /** Of one cell. */
    public static Measures of(CellKind kind, Document counts) {
        long n = FiguresDocument.count(counts, "n");
        return switch (kind) {
            case VOLUNTEERS -> new Measures(n, 0, Learners.NONE, 0, 0);
            case CLASSES -> new Measures(0, n, learners(counts), 0, 0);
            case ASSISTS -> new Measures(0, 0, Learners.NONE, n, FiguresDocument.count(counts, "citizens"));
            case NIL_REPORTS -> ZERO;
        };
    }

    private static Learners learners(Document counts) {
        return new Learners(
                FiguresDocument.count(counts, "learners"),
                FiguresDocument.count(counts, "members"),
                FiguresDocument.count(counts, "female"),
                FiguresDocument.count(counts, "over60"));
    }

    public Measures plus(Measures other) {
        return new Measures(
                volunteers + other.volunteers,
                classes + other.classes,
                learners.plus(other.learners),
                assists + other.assists,
                citizens + other.citizens);
    }

    public Measures minus(Measures other) {
        return new Measures(
                volunteers - other.volunteers,
                classes - other.classes,
                learners.minus(other.learners),
                assists - other.assists,
                citizens - other.citizens);
    }

    /** By name, as they are shown and in that order. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("volunteers", volunteers);
        map.put("classes", classes);
        map.put("learners", learners.total());
        map.put("learners.members", learners.members());
        map.put("learners.female", learners.female());
        map.put("learners.over60", learners.over60());
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
