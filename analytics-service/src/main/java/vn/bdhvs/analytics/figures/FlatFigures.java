package vn.bdhvs.analytics.figures;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form in which figures documents are compared: numbers and times by their dotted fields, without what is
 * zero, without marks and version. Times are milliseconds since the epoch.
 */
public final class FlatFigures {

    private static final List<String> FIELDS = List.of(
            FiguresClock.DONE.field(),
            FiguresClock.RECEIVED.field(),
            FiguresDocument.HOURS,
            FiguresDocument.LATE,
            FiguresDocument.HEARD);

    private FlatFigures() {}

    /** Of a whole document. */
    public static Map<String, Long> of(Document figures) {
        Map<String, Long> flat = new TreeMap<>();
        FIELDS.forEach(field -> flatten(field, figures.get(field), flat));
        return flat;
    }

    private static void flatten(String path, @Nullable Object value, Map<String, Long> flat) {
        if (value instanceof Document document) {
            document.forEach((name, below) -> flatten(path + "." + name, below, flat));
        } else if (value instanceof Date date) {
            flat.put(path, date.getTime());
        } else if (value instanceof Number number && number.longValue() != 0) {
            flat.put(path, number.longValue());
        }
    }

    /** The fields of a document that has this canonical form, each of them, if only empty. */
    public static Document unflattened(Map<String, Long> flat) {
        Document root = new Document();
        FIELDS.forEach(field -> root.append(field, new Document()));
        flat.forEach((path, value) -> {
            String[] names = path.split("\\.");
            Document node = root;
            for (int i = 0; i < names.length - 1; i++) {
                node = (Document) node.computeIfAbsent(names[i], name -> new Document());
            }
            boolean time = names[0].equals(FiguresDocument.HEARD);
            node.append(names[names.length - 1], time ? new Date(value) : (Object) value);
        });
        return root;
    }
}
