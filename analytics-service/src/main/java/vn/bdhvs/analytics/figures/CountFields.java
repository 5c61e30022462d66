package vn.bdhvs.analytics.figures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.util.ConcurrentLruCache;

/**
 * Dotted fields of counts in figures documents. There are as many as a campaign has combinations of codes, each event adds
 * to a dozen of them, and so they are remembered.
 */
public final class CountFields {

    private static final int REMEMBERED = 10_000;

    private final ConcurrentLruCache<OfCell, Map<String, String>> cells =
            new ConcurrentLruCache<>(REMEMBERED, OfCell::fields);
    private final ConcurrentLruCache<OfHour, Map<String, String>> hours =
            new ConcurrentLruCache<>(REMEMBERED, OfHour::fields);
    private final ConcurrentLruCache<OfLate, Map<String, String>> late =
            new ConcurrentLruCache<>(REMEMBERED, OfLate::fields);

    private record OfCell(CellKind kind, List<String> values, FiguresClock clock) {
        private Map<String, String> fields() {
            return below(new Cell(kind, values, Map.of()).field(clock), kind);
        }
    }

    private record OfHour(CellKind kind, FiguresClock clock, int hour) {
        private Map<String, String> fields() {
            return below(new Cell(kind, List.of(), Map.of()).hour(clock, hour), kind);
        }
    }

    private record OfLate(CellKind kind, Lateness lateness) {
        private Map<String, String> fields() {
            return below(new Cell(kind, List.of(), Map.of()).late(lateness), kind);
        }
    }

    private static Map<String, String> below(String place, CellKind kind) {
        Map<String, String> fields = new HashMap<>();
        kind.counts().forEach(count -> fields.put(count, place + "." + count));
        return fields;
    }

    /** Tells the field and the amount of each count of a cell, where the cell lies. */
    public void ofCell(Cell cell, FiguresClock clock, BiConsumer<String, Long> added) {
        tell(cell, cells.get(new OfCell(cell.kind(), cell.values(), clock)), added);
    }

    /** The same where its hour lies. */
    public void ofHour(Cell cell, FiguresClock clock, int hour, BiConsumer<String, Long> added) {
        tell(cell, hours.get(new OfHour(cell.kind(), clock, hour)), added);
    }

    /** The same where it is held once more if it became known that late. */
    public void ofLate(Cell cell, Lateness lateness, BiConsumer<String, Long> added) {
        tell(cell, late.get(new OfLate(cell.kind(), lateness)), added);
    }

    private static void tell(Cell cell, Map<String, String> fields, BiConsumer<String, Long> added) {
        cell.counts().forEach((count, amount) -> added.accept(fields.get(count), amount));
    }
}
