package vn.bdhvs.local.replay.mapping;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the words of a sheet mean: a value, or a reason for not sending the row. */
final class Table {

    private final Map<String, Outcome> entries = new HashMap<>();
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
        if (field.get("table") == null) {
            for (String key : new String[] {"otherwise", "ignoreCase"}) {
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
        field.entries("table").forEach((word, node) -> {
            String where = field.path("table") + "." + word;
            if (table.entries.put(table.key(word), check.apply(where, Outcome.read(where, node))) != null) {
                throw new MappingError(where, "is there twice");
            }
        });
        return table;
    }

    private String key(String word) {
        return ignoreCase ? word.toLowerCase(Locale.ROOT) : word;
    }

    @Nullable
    Outcome find(String word) {
        return entries.get(key(word));
    }

    Outcome otherwise(String word) {
        return otherwise == null ? new Outcome.Reject("'%s' is not in the mapping's table".formatted(word)) : otherwise;
    }
}
