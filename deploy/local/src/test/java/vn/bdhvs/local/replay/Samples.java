package vn.bdhvs.local.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The samples and mappings that are shipped, and a reader of the samples that shares nothing with what is tested. */
final class Samples {

    private static final Path MAPPINGS = Path.of("../mappings").toAbsolutePath().normalize();

    private Samples() {}

    static Path directory() {
        return MAPPINGS;
    }

    static Path mapping(String name) {
        return MAPPINGS.resolve(name + ".yaml");
    }

    static Path file(String name) {
        return MAPPINGS.resolve("samples").resolve(name);
    }

    static List<Map<String, String>> rows(String name) {
        try {
            List<List<String>> lines =
                    Files.readAllLines(file(name)).stream().map(Samples::cells).toList();
            List<Map<String, String>> rows = new ArrayList<>();
            for (List<String> line : lines.subList(1, lines.size())) {
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < line.size(); i++) {
                    row.put(lines.get(0).get(i), line.get(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            cells.add(cell.replace("\"", ""));
        }
        return cells;
    }
}
