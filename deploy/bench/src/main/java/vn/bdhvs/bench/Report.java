package vn.bdhvs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark has found, as a table to read and as JSON to keep. */
final class Report {

    private static final double MOST_APART = 0.15;

    private final List<String> heads;
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Report(String... heads) {
        this.heads = List.of(heads);
    }

    /** Texts and numbers, one for each head. */
    void row(Object... cells) {
        rows.add(Arrays.asList(cells));
    }

    /** A line below the table. */
    void note(String line) {
        notes.add(line);
    }

    /** In Markdown, with where and when it was. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(line(heads)).append('\n');
        table.append(heads.stream().map(head -> "---").collect(Collectors.joining("|", "|", "|\n")));
        rows.forEach(row ->
                table.append(line(row.stream().map(Report::written).toList())).append('\n'));
        notes.forEach(note -> table.append('\n').append(note).append('\n'));
        table.append('\n').append(String.join("; ", machine().values())).append('\n');
        return table.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String written(Object cell) {
        if (!(cell instanceof Double number)) {
            return cell.toString();
        }
        return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f", number);
    }

    /** Writes it beside the data of its run. */
    void write(Path file, String name) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("benchmark", name);
        content.put("at", Instant.now().toString());
        content.put("machine", machine());
        content.put(
                "rows",
                rows.stream()
                        .map(row -> {
                            Map<String, Object> cells = new LinkedHashMap<>();
                            for (int i = 0; i < heads.size(); i++) {
                                cells.put(heads.get(i), row.get(i));
                            }
                            return cells;
                        })
                        .toList());
        content.put("notes", notes);
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, json.writeValueAsString(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors() + " processors");
        machine.put("java", "Java " + Runtime.version());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return machine;
    }

    /** Says what was measured first and last, and if the two lie so far apart that the run does not count. */
    static String apart(String what, double first, double last, String unit) {
        return "%s first %,.0f and last %,.0f %s%s"
                .formatted(
                        what,
                        first,
                        last,
                        unit,
                        Math.abs(first - last) / Math.max(first, last) > MOST_APART
                                ? ": MORE THAN 15 % APART, SO THIS RUN DOES NOT COUNT"
                                : "");
    }

    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
