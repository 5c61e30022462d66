package vn.bdhvs.unit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** Reads a table with a header (CSV, UTF-8). What is wrong is named by file, column and row. */
final class CsvTable {

    private CsvTable() {}

    static <T> List<T> read(Resource csv, Function<Row, T> toValue) {
        CsvSchema schema = CsvSchema.emptySchema().withHeader();
        List<T> values = new ArrayList<>();
        try (InputStream in = csv.getInputStream();
                MappingIterator<Map<String, String>> rows =
                        new CsvMapper().readerFor(Map.class).with(schema).readValues(in)) {
            while (rows.hasNext()) {
                values.add(toValue.apply(new Row(csv, rows.next())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + csv, e);
        }
        return values;
    }

    /** One line. */
    record Row(Resource csv, Map<String, String> cells) {

        String text(String column) {
            String value = optional(column);
            if (value == null) {
                throw wrong("lacks " + column);
            }
            return value;
        }

        @Nullable
        String optional(String column) {
            String value = cells.get(column);
            return value == null || value.isBlank() ? null : value.strip();
        }

        int number(String column) {
            try {
                return Integer.parseInt(text(column));
            } catch (NumberFormatException e) {
                throw wrong("holds no number in " + column);
            }
        }

        LocalDate day(String column) {
            return parse(column, text(column));
        }

        @Nullable
        LocalDate optionalDay(String column) {
            String value = optional(column);
            return value == null ? null : parse(column, value);
        }

        private LocalDate parse(String column, String value) {
            try {
                return LocalDate.parse(value);
            } catch (DateTimeException e) {
                throw wrong("holds in %s '%s', which is no day like 2025-07-01".formatted(column, value));
            }
        }

        IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("a row of %s %s: %s".formatted(csv, what, cells));
        }
    }
}
