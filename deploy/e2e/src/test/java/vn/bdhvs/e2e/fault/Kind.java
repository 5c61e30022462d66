package vn.bdhvs.e2e.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of activity as the design lays them out, written down here a second time on purpose: the oracle shares
 * nothing with what it judges.
 *
 * <p>A kind has the fields of its data, in the order of the contract; of those, the joint dimensions of its cell; and
 * what is summed up, by the names that the sums have in a cell.
 */
enum Kind {
    VOLUNTEER("volunteer-registered", "volunteers", List.of("campaign", "unit", "team"), List.of("team"), Map.of()),
    CLASS(
            "class-held",
            "classes",
            List.of(
                    "campaign",
                    "unit",
                    "team",
                    "topic",
                    "mode",
                    "durationMinutes",
                    "learners.total",
                    "learners.members",
                    "learners.female",
                    "learners.over60",
                    "instructors"),
            List.of("team", "topic", "mode"),
            Map.of(
                    "learners", "learners.total",
                    "members", "learners.members",
                    "female", "learners.female",
                    "over60", "learners.over60")),
    ASSIST(
            "citizen-assisted",
            "assists",
            List.of("campaign", "unit", "team", "service", "channel", "outcome", "citizens"),
            List.of("team", "service", "outcome"),
            Map.of("citizens", "citizens")),
    NIL("nil-reported", "nilReports", List.of("campaign", "unit", "day"), List.of(), Map.of());

    /** What is personal of people. */
    private static final Set<String> IN_FIVES = Set.of("female", "over60");

    private final String topic;
    private final String cells;
    private final List<String> fields;
    private final List<String> dimensions;
    private final Map<String, String> sums;

    Kind(String topic, String cells, List<String> fields, List<String> dimensions, Map<String, String> sums) {
        this.topic = topic;
        this.cells = cells;
        this.fields = fields;
        this.dimensions = dimensions;
        this.sums = sums;
    }

    static List<String> topics() {
        return List.of(VOLUNTEER.topic, CLASS.topic, ASSIST.topic, NIL.topic);
    }

    /** The kind of a CloudEvents type; null if there is none. */
    static Kind ofType(String type) {
        for (Kind kind : values()) {
            if (kind.type().equals(type)) {
                return kind;
            }
        }
        return null;
    }

    String topic() {
        return topic;
    }

    String type() {
        return "vn.bdhvs." + topic + ".v1";
    }

    /** Dotted names of what its data holds, in order. */
    List<String> fields() {
        return fields;
    }

    /** The name of its cells and of its hours in a figures document. */
    String cells() {
        return cells;
    }

    /** The path of the cell that such data falls in, below the clock. */
    String cell(List<String> data) {
        List<String> path = new ArrayList<>(List.of(cells));
        dimensions.forEach(dimension -> path.add(data.get(fields.indexOf(dimension))));
        return String.join(".", path);
    }

    /** Of 0, 5, 10, … the one next to a count, if there were as many people. */
    private static long inFives(long count, long people) {
        long fives = Math.round(count / 5.0);
        return 5 * Math.min(fives, people / 5);
    }

    /** What such data adds to its cell; what was not counted adds nothing, not even a zero. */
    Map<String, Long> counts(List<String> data) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("n", 1L);
        sums.forEach((name, field) -> {
            String value = data.get(fields.indexOf(field));
            if (!value.isEmpty()) {
                long count = Long.parseLong(value);
                counts.put(
                        name,
                        IN_FIVES.contains(name)
                                ? inFives(count, Long.parseLong(data.get(fields.indexOf(sums.get("learners")))))
                                : count);
            }
        });
        return counts;
    }
}
