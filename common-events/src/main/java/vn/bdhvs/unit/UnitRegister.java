package vn.bdhvs.unit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * The time-valid register of administrative units. Every question carries a day, because districts end, communes merge
 * and codes are used again. Immutable and safe for use by many threads.
 */
public final class UnitRegister {

    private final Map<String, List<Unit>> spansByCode = new LinkedHashMap<>();

    private UnitRegister(Collection<Unit> units) {
        for (Unit unit : units) {
            spansByCode.computeIfAbsent(unit.code(), code -> new ArrayList<>()).add(unit);
        }
        for (Unit unit : units) {
            if (unit.parent() != null && !spansByCode.containsKey(unit.parent())) {
                throw new IllegalArgumentException("unit %s names the parent %s, which is not in the register"
                        .formatted(unit.code(), unit.parent()));
            }
        }
    }

    /**
     * Reads a register from CSV with the header {@code code,name_vi,kind,parent_code,valid_from,valid_to} (UTF-8, ISO
     * dates, an empty field where there is no parent or no end).
     *
     * @throws IllegalArgumentException if a row is malformed, a parent is missing or the file holds no unit
     */
    public static UnitRegister read(Resource csv) {
        CsvMapper mapper = new CsvMapper();
        CsvSchema schema = CsvSchema.emptySchema().withHeader();
        List<Unit> units = new ArrayList<>();
        try (InputStream in = csv.getInputStream();
                MappingIterator<Map<String, String>> rows =
                        mapper.readerFor(Map.class).with(schema).readValues(in)) {
            while (rows.hasNext()) {
                units.add(toUnit(rows.next()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the unit register " + csv, e);
        }
        if (units.isEmpty()) {
            throw new IllegalArgumentException("the unit register %s holds no unit".formatted(csv));
        }
        return new UnitRegister(units);
    }

    private static Unit toUnit(Map<String, String> row) {
        String validTo = emptyToNull(row.get("valid_to"));
        return new Unit(
                column(row, "code"),
                column(row, "name_vi"),
                column(row, "kind"),
                emptyToNull(row.get("parent_code")),
                LocalDate.parse(column(row, "valid_from")),
                validTo == null ? null : LocalDate.parse(validTo));
    }

    private static String column(Map<String, String> row, String name) {
        String value = emptyToNull(row.get(name));
        if (value == null) {
            throw new IllegalArgumentException("a row of the unit register lacks %s: %s".formatted(name, row));
        }
        return value;
    }

    private static @Nullable String emptyToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** The unit that bore this code on that day, if any. */
    public Optional<Unit> find(String code, LocalDate day) {
        return spansByCode.getOrDefault(code, List.of()).stream()
                .filter(unit -> unit.isValidOn(day))
                .findFirst();
    }

    /** Every span in which this code was ever used, in the order of the register. */
    public List<Unit> spans(String code) {
        return List.copyOf(spansByCode.getOrDefault(code, List.of()));
    }

    /** All units that existed on that day, in the order of the register. */
    public List<Unit> on(LocalDate day) {
        return spansByCode.values().stream()
                .flatMap(List::stream)
                .filter(unit -> unit.isValidOn(day))
                .toList();
    }

    /**
     * The unit itself and those above it, from the unit up to the province, as they stood on that day. Empty if the
     * code was not in use.
     */
    public List<Unit> lineage(String code, LocalDate day) {
        List<Unit> lineage = new ArrayList<>();
        Optional<Unit> unit = find(code, day);
        while (unit.isPresent()) {
            lineage.add(unit.get());
            String parent = unit.get().parent();
            unit = parent == null ? Optional.empty() : find(parent, day);
        }
        return lineage;
    }

    /** Whether the unit is {@code scope} itself or lies below it on that day. */
    public boolean isWithin(String code, String scope, LocalDate day) {
        return lineage(code, day).stream().anyMatch(unit -> unit.code().equals(scope));
    }

    /** The unit and everything below it on that day, in the order of the register. Empty if it did not exist. */
    public List<Unit> subtree(String code, LocalDate day) {
        Map<String, Boolean> within = new HashMap<>();
        return on(day).stream()
                .filter(unit -> within.computeIfAbsent(unit.code(), c -> isWithin(c, code, day)))
                .toList();
    }

    /** Codes of all units that on their first day were the scope itself or lay below it. */
    public Set<String> codesWithin(String scope) {
        return spansByCode.values().stream()
                .flatMap(List::stream)
                .filter(unit -> isWithin(unit.code(), scope, unit.validFrom()))
                .map(Unit::code)
                .collect(Collectors.toSet());
    }
}
