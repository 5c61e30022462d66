package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of units and of their successions, as the oracle reads them. It knows of one reorganisation, and that it left
 * no districts.
 */
final class Register {

    static final LocalDate REORGANISED = LocalDate.of(2025, 7, 1);

    private static final List<String> LEVELS = List.of("province", "district", "commune");
    private static final List<String[]> UNITS = lines("binh-duong-units.csv");
    private static final Map<String, String> PARENTS = new HashMap<>();
    private static final Map<String, String> TAKEN_OVER_WHOLE = new HashMap<>();

    static {
        UNITS.stream().filter(unit -> !unit[5].isEmpty()).forEach(unit -> PARENTS.put(unit[0], unit[3]));
        lines("binh-duong-successions.csv").stream()
                .filter(row -> row[5].equals("whole"))
                .forEach(row -> TAKEN_OVER_WHOLE.put(row[0], row[2]));
    }

    private Register() {}

    private static List<String[]> lines(String table) {
        Path file = Path.of(System.getProperty("project.root", "../.."))
                .resolve("common-events/src/main/resources/vn/bdhvs/unit")
                .resolve(table);
        try {
            return Files.readAllLines(file).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Codes of all units of a day, the province and districts among them. */
    static List<String> codesOn(LocalDate day) {
        return UNITS.stream()
                .filter(unit -> unit[5].isEmpty() != day.isBefore(REORGANISED))
                .map(unit -> unit[0])
                .toList();
    }

    /** A unit's code and first day: the one that bore the code when something was done. */
    static String identity(String code, LocalDate done) {
        return code + (done.isBefore(REORGANISED) ? "@2024-05-01" : "@" + REORGANISED);
    }

    /** Identity of the unit in whose row it is shown among units as they stood. */
    static String rowThen(String code, LocalDate done, String level) {
        List<String> path = new ArrayList<>();
        path.add(code);
        if (done.isBefore(REORGANISED)) {
            for (String above = PARENTS.get(code); !above.isEmpty(); above = PARENTS.get(above)) {
                path.add(0, above);
            }
        } else if (!code.equals("79")) {
            path.add(0, "79");
        }
        return identity(at(path, level), done);
    }

    /** Identity of the unit in whose row it is shown among the units since the reorganisation. */
    static String rowNow(String code, LocalDate done, String level) {
        if (!done.isBefore(REORGANISED)) {
            return rowThen(code, done, level);
        }
        String heir = TAKEN_OVER_WHOLE.get(code);
        if (heir != null) {
            return rowThen(heir, REORGANISED, level);
        }
        return level.equals("province") ? identity("79", REORGANISED) : identity(code, done);
    }

    private static String at(List<String> path, String level) {
        return path.get(Math.min(LEVELS.indexOf(level), path.size() - 1));
    }
}
