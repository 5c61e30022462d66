package vn.bdhvs.analytics.figures;

import com.mongodb.client.MongoCollection;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.unit.UnitId;

/**
 * How a figures document is laid out: one a generation, campaign, unit (code and first day: the one that the done day
 * means) and local day, with done-clock and received-clock cells side by side, the {@code marks} up to which each partition has been folded into it, and a
 * version {@code v} that grows by one with every write.
 *
 * <p>Cells lie below their clock ({@link CellKind}), and their sums by local hour at {@code hours.<clock>.<hour>.<kind>}. What of
 * the done day became known on a later day is held once more, at {@code late.<lateness>.<kind>}; a document that was
 * written before there was this field differs for the audit, which mends it.
 */
public final class FiguresDocument {

    public static final String COLLECTION = "figures";
    public static final String GENERATION = "generation";
    public static final String CAMPAIGN = "campaign";
    public static final String UNIT = "unit";
    public static final String VALID_FROM = "validFrom";
    public static final String DAY = "day";
    public static final String MARKS = "marks";
    public static final String VERSION = "v";
    public static final String HOURS = "hours";

    /** What of the document's day, by the done clock, was received on a later day, by {@link Lateness}. */
    public static final String LATE = "late";

    /** From when to when (recorded times) activities of the document's day, by the done clock, became known. */
    public static final String HEARD = "heard";

    public static final String FIRST = "first";
    public static final String LAST = "last";

    private FiguresDocument() {}

    /**
     * Identity of a figures document.
     *
     * @param day local day of the campaign
     */
    public record Key(int generation, String campaign, UnitId unit, LocalDate day) {

        public String id() {
            return generation + "/" + campaign + "/" + unit.written() + "/" + day;
        }

        /** The same unit and day in another generation. */
        public Key beside(int otherGeneration) {
            return new Key(otherGeneration, campaign, unit, day);
        }

        /** Reads an {@link #id()} back. */
        public static Key parse(String id) {
            String[] parts = id.split("/");
            return new Key(Integer.parseInt(parts[0]), parts[1], UnitId.parse(parts[2]), LocalDate.parse(parts[3]));
        }

        /** The fields that a new document starts with. */
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(GENERATION, generation);
            fields.put(CAMPAIGN, campaign);
            fields.put(UNIT, unit.code());
            fields.put(VALID_FROM, unit.validFrom().toString());
            fields.put(DAY, day.toString());
            return fields;
        }
    }

    /** The unit of a document that has both fields of its identity. */
    public static UnitId unit(Document document) {
        return new UnitId(document.getString(UNIT), LocalDate.parse(document.getString(VALID_FROM)));
    }

    /** Called for each cell: its dimension values in the order of the kind's dimensions, and its counts. */
    public interface CellVisitor {
        void cell(CellKind kind, Map<String, String> dimensions, Document counts);
    }

    /** Visits every cell of one clock. */
    public static void forEachCell(Document document, FiguresClock clock, CellVisitor visitor) {
        Document cells = child(document, clock.field());
        if (cells == null) {
            return;
        }
        for (CellKind kind : CellKind.values()) {
            Document root = child(cells, kind.field());
            if (root != null) {
                descend(kind, 0, root, new LinkedHashMap<>(), visitor);
            }
        }
    }

    private static void descend(
            CellKind kind, int depth, Document node, Map<String, String> dimensions, CellVisitor visitor) {
        if (depth == kind.dimensions().size()) {
            visitor.cell(kind, dimensions, node);
            return;
        }
        String dimension = kind.dimensions().get(depth);
        for (String value : Set.copyOf(node.keySet())) {
            dimensions.put(dimension, value);
            descend(kind, depth + 1, node.get(value, Document.class), dimensions, visitor);
        }
        dimensions.remove(dimension);
    }

    private static @Nullable Document child(Document document, String field) {
        return document.get(field, Document.class);
    }

    /** A count in a cell or hour; 0 where there is none. */
    public static long count(Document counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The collection of figures documents. */
    public static MongoCollection<Document> collection(MongoTemplate mongo) {
        return mongo.getCollection(COLLECTION);
    }
}
