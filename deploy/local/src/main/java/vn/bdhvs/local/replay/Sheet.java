package vn.bdhvs.local.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;
import vn.bdhvs.local.replay.mapping.FileFormat;
import vn.bdhvs.local.replay.mapping.Row;
import vn.bdhvs.local.replay.mapping.Texts;

/** A CSV file with a header, read row by row: however long it is, one row is held. */
final class Sheet implements AutoCloseable {

    private final Path file;
    private final FileFormat format;
    private final MappingIterator<String[]> lines;
    private final List<String> header;
    private long number;

    private Sheet(Path file, FileFormat format, MappingIterator<String[]> lines) {
        this.file = file;
        this.format = format;
        this.lines = lines;
        String[] first = nextLine();
        if (first == null) {
            throw Stop.usage(file + " is empty: it has no header");
        }
        header = Arrays.stream(first).map(Texts::composed).toList();
        Set<String> seen = new LinkedHashSet<>();
        for (String column : header) {
            if (!column.isEmpty() && !seen.add(column)) {
                throw Stop.usage("%s has two columns named '%s'".formatted(file, column));
            }
        }
    }

    static Sheet open(Path file, FileFormat format) {
        try {
            BufferedReader text = new BufferedReader(new InputStreamReader(
                    Files.newInputStream(file),
                    format.encoding()
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
            text.mark(1);
            if (text.read() != '\uFEFF') { // the byte-order mark that Excel writes
                text.reset();
            }
            return new Sheet(
                    file,
                    format,
                    new CsvMapper()
                            .readerFor(String[].class)
                            .with(CsvReadFeature.WRAP_AS_ARRAY)
                            .with(CsvReadFeature.SKIP_EMPTY_LINES)
                            .with(CsvSchema.emptySchema().withColumnSeparator(format.separator()))
                            .readValues(text));
        } catch (NoSuchFileException e) {
            throw Stop.usage("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw wrongEncoding(file, format, 0);
        } catch (IOException e) {
            throw Stop.usage("%s cannot be read: %s".formatted(file, e));
        }
    }

    /** The columns, as they are written in the header. */
    List<String> header() {
        return header;
    }

    /** The next row; null at the end. */
    @Nullable
    Row next() {
        String[] line = nextLine();
        if (line == null) {
            return null;
        }
        number++;
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String cell = i < line.length ? Texts.composed(line[i]) : "";
            cells.put(header.get(i), format.blanks().contains(cell) ? "" : cell);
        }
        cells.remove("");
        return new Row(number, line, cells);
    }

    /** How many cells of a row have no column; a separator within an unquoted cell does that. */
    int surplus(Row row) {
        return (int) Arrays.stream(row.raw())
                .skip(header.size())
                .filter(cell -> !cell.isBlank())
                .count();
    }

    private String @Nullable [] nextLine() {
        try {
            return lines.hasNextValue() ? lines.nextValue() : null;
        } catch (JacksonException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw wrongEncoding(file, format, number);
            }
            throw Stop.usage(
                    "%s cannot be read as CSV after row %d: %s".formatted(file, number, e.getOriginalMessage()));
        }
    }

    private static Stop wrongEncoding(Path file, FileFormat format, long after) {
        return Stop.usage(("%s is not in %s (seen after row %d);"
                        + " name its encoding in the mapping, e.g. file: { encoding: windows-1258 }")
                .formatted(file, format.encoding(), after));
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (JacksonException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
