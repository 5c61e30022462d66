package vn.bdhvs.local.replay.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the words of a sheet mean: a value, or a reason for not sending the row. A whole text is looked up first, then
 * what it contains, in the order of the mapping.
 */
final class Table {

    static final List<String> KEYS = List.of("table", "contains", "ignoreCase", "otherwise");

    private final Map<String, Outcome> whole = new LinkedHashMap<>();
    private final Map<String, Outcome> parts = new LinkedHashMap<>();
    private final boolean ignoreCase;
    private final @Nullable Outcome otherwise;

    private Table(boolean ignoreCase, @Nullable Outcome otherwise) {
        this.ignoreCase = ignoreCase;
        this.otherwise = otherwise;
    }

    /**
     * The table of a field, if it has one.
     *
     * @param check told of the path and the outcome of each entry, which it may refuse
     */
    static @Nullable Table read(Section field, BiFunction<String, Outcome, Outcome> check) {
        if (field.get("table") == null && field.get("contains") == null) {
            for (String key : KEYS) {
                if (field.get(key) != null) {
                    throw new MappingError(field.path(key), "means nothing without a table");
                }
            }
            return null;
        }
        JsonNode otherwise = field.get("otherwise");
        String path = field.path("otherwise");
        Table table = new Table(
                field.flag("ignoreCase"), otherwise == null ? null : check.apply(path, Outcome.read(path, otherwise)));
        table.add(field, "table", table.whole, check);
        table.add(field, "contains", table.parts, check);
        return table;
    }

    private void add(
            Section field, String key, Map<String, Outcome> entries, BiFunction<String, Outcome, Outcome> check) {
        if (field.get(key) == null) {
            return;
        }
        field.entries(key).forEach((word, node) -> {
            String where = field.path(key) + "." + word;
            if (entries.put(folded(word), check.apply(where, Outcome.read(where, node))) != null) {
                throw new MappingError(where, "is there twice");
            }
        });
    }

    private String folded(String word) {
        return ignoreCase ? word.toLowerCase(Locale.ROOT) : word;
    }

    @Nullable
    Outcome find(String word) {
        String folded = folded(word);
        Outcome found = whole.get(folded);
        return found != null
                ? found
                : parts.entrySet().stream()
                        .filter(part -> folded.contains(part.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    Outcome otherwise(String word) {
        return otherwise == null ? new Outcome.Reject("'%s' is not in the mapping's table".formatted(word)) : otherwise;
    }
}
