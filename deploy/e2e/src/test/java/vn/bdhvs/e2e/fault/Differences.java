package vn.bdhvs.e2e.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What is not as it must be, by the check that found it; the first twenty of each are told. */
final class Differences {

    private static final int SHOWN = 20;
    private static final int LONGEST_LINE = 500;

    private final Map<String, List<String>> byCheck = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(String check, String format, Object... arguments) {
        counts.merge(check, 1, Integer::sum);
        List<String> lines = byCheck.computeIfAbsent(check, name -> new ArrayList<>());
        if (lines.size() < SHOWN) {
            String line = format.formatted(arguments);
            lines.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
        }
    }

    /** Adds what differs between two maps, key by key. */
    void compare(String check, String what, Map<String, ?> expected, Map<String, ?> found) {
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (String key : keys) {
            Object wanted = expected.get(key);
            Object got = found.get(key);
            if (!Objects.equals(wanted, got)) {
                add(check, "%s %s: must be %s, is %s", what, key, wanted, got);
            }
        }
    }

    /** Names of the checks that found something. */
    List<String> checks() {
        return List.copyOf(counts.keySet());
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byCheck.forEach((check, lines) -> {
            text.append("%n%s: %d differences%n".formatted(check, counts.get(check)));
            lines.forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        });
        return text.isEmpty() ? "no differences" : text.toString();
    }
}
