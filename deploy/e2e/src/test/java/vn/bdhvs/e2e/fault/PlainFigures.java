package vn.bdhvs.e2e.fault;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers of the figures query, and what they must be: a plain sum over events. Both by the unit's code and first day, the
 * local day and the measure, without what is zero.
 *
 * @param level of the rows
 * @param clock by which days are counted
 * @param units then or now
 * @param asOf when it is to have been known; null for now
 */
record PlainFigures(
        String level, String clock, String units, @Nullable Instant asOf) {

    static final List<String> LEVELS = List.of("province", "district", "commune");

    /** Groups of people, counted in fives and never listed class by class. */
    static final List<String> PERSONAL = List.of("learners.female", "learners.over60");

    static final List<String> CLOCKS = List.of("done", "received");

    /** What the service answers. */
    Map<String, Long> answered(Site site) {
        String address = "%s/api/v1/campaigns/%s/figures?level=%s&clock=%s&units=%s&by=day%s"
                .formatted(
                        site.analytics().url(),
                        Facts.CAMPAIGN,
                        level,
                        clock,
                        units,
                        asOf == null ? "" : "&asOf=" + asOf);
        Map<String, Long> rows = new TreeMap<>();
        site.caller("operations").json(address).path("rows").forEach(row -> row.properties()
                .forEach(field -> put(rows, row, field.getKey(), field.getValue())));
        return rows;
    }

    private static void put(Map<String, Long> rows, JsonNode row, String field, JsonNode value) {
        if (value.isNumber() && value.asLong() != 0) {
            rows.put(
                    "%s@%s %s %s"
                            .formatted(
                                    row.path("unit").asString(),
                                    row.path("validFrom").asString(),
                                    row.path("day").asString(),
                                    field),
                    value.asLong());
        }
    }

    /** What it must answer. */
    Map<String, Long> summed(List<WireEvent> events) {
        Map<String, Long> sums = new TreeMap<>();
        for (WireEvent event : events) {
            if (asOf == null || !event.recorded().isAfter(asOf)) {
                LocalDate done = LocalDate.ofInstant(event.time(), Facts.ZONE);
                LocalDate received = LocalDate.ofInstant(event.recorded(), Facts.ZONE);
                String unit = units.equals("then")
                        ? Register.rowThen(event.unit(), done, level)
                        : Register.rowNow(event.unit(), done, level);
                String place = unit + " " + (clock.equals("done") ? done : received) + " ";
                measures(event).forEach((measure, amount) -> sums.merge(place + measure, amount, Long::sum));
            }
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private static Map<String, Long> measures(WireEvent event) {
        Map<String, Long> measures = new HashMap<>();
        if (event.kind() != Kind.NIL) {
            event.kind().counts(event.data()).forEach((name, amount) -> {
                String measure =
                        switch (name) {
                            case "n" -> event.kind().cells();
                            case "learners", "citizens" -> name;
                            default -> "learners." + name;
                        };
                measures.put(measure, event.sign() * amount);
            });
        }
        return measures;
    }
}
