package vn.bdhvs.analytics.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A figures document that is not what the journal makes of it.
 *
 * @param document its id
 * @param unit code of its unit
 * @param day its local day
 * @param fields the first of those that differ, by their dotted names, {@link #MOST_FIELDS} at most
 * @param differing how many differ
 */
record Difference(String document, String unit, String day, List<Field> fields, int differing) {

    static final int MOST_FIELDS = 20;

    /**
     * A number that differs; 0 where there is none.
     *
     * @param expected what the journal makes of it
     * @param found what the document holds
     */
    record Field(String field, long expected, long found) {}

    static Difference of(
            String document, String unit, String day, Map<String, Long> expected, Map<String, Long> found) {
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            long right = expected.getOrDefault(name, 0L);
            long there = found.getOrDefault(name, 0L);
            if (right != there) {
                fields.add(new Field(name, right, there));
            }
        }
        return new Difference(
                document,
                unit,
                day,
                List.copyOf(fields.subList(0, Math.min(MOST_FIELDS, fields.size()))),
                fields.size());
    }
}
