package vn.bdhvs.analytics.figures;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions by which an answer is broken down. Only what some kind of cell holds jointly can be answered; of the
 * measures, a row has those whose cells hold every asked dimension.
 */
public record Breakdown(Set<String> dimensions) {

    private static final String DAY = "day";

    /**
     * Reads {@code day,service}.
     *
     * @throws IllegalArgumentException with a sentence for the asker that names what can be asked
     */
    static Breakdown parse(@Nullable String by) {
        if (by == null || by.isBlank()) {
            return new Breakdown(Set.of());
        }
        Set<String> dimensions =
                Arrays.stream(by.split(",")).map(String::strip).collect(Collectors.toCollection(LinkedHashSet::new));
        Breakdown breakdown = new Breakdown(dimensions);
        if (kinds().noneMatch(breakdown::covers)) {
            throw new IllegalArgumentException(
                    "no figures are kept by %s together; what can be asked: %s".formatted(by, choices()));
        }
        return breakdown;
    }

    private static String choices() {
        return kinds().map(kind -> kind.field() + " by any of day, " + String.join(", ", kind.dimensions()))
                .collect(Collectors.joining("; "));
    }

    /** Nil reports are no activity: who reported is asked elsewhere. */
    private static Stream<CellKind> kinds() {
        return Stream.of(CellKind.VOLUNTEERS, CellKind.CLASSES, CellKind.ASSISTS);
    }

    boolean isEmpty() {
        return dimensions.isEmpty();
    }

    boolean covers(CellKind kind) {
        return dimensions.stream()
                .allMatch(
                        dimension -> dimension.equals(DAY) || kind.dimensions().contains(dimension));
    }

    /** Of these dimension values, the asked ones in the asked order. */
    Map<String, String> pick(Map<String, String> values) {
        Map<String, String> picked = new LinkedHashMap<>();
        for (String dimension : dimensions) {
            String value = values.get(dimension);
            if (value != null) {
                picked.put(dimension, value);
            }
        }
        return picked;
    }

    /** Names of the measures that can be broken down so. */
    Set<String> measures() {
        return Stream.of(Measure.values())
                .filter(measure -> covers(measure.kind()))
                .map(Measure::code)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
