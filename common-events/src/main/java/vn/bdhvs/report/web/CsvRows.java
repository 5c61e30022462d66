package vn.bdhvs.report.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.web.Fields;
import vn.bdhvs.web.RefusedRequest;
import vn.bdhvs.web.StrictJson;

/**
 * Rows as CSV (RFC 4180): commas, double quotes, a header row with the names of the fields, dotted where nested. A quoted
 * cell may go over several lines, up to the limit of a line. Should it become unknown where rows end, because a quote is
 * not closed, the reading ends there.
 */
final class CsvRows implements Rows {

    private static final ObjectReader CELLS = new CsvMapper().readerFor(String[].class);

    private final Lines lines;
    private final Fields blank;
    private @Nullable List<String> header;

    /**
     * @param blank the fields of an empty row, after all of them were asked for: they tell which columns there are
     */
    CsvRows(Lines lines, Fields blank) {
        this.lines = lines;
        this.blank = blank;
    }

    @Override
    public @Nullable Row next() throws IOException {
        if (header == null) {
            header = readHeader();
        }
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            boolean open = append(line, record, false);
            boolean severalLines = open;
            while (open) {
                Lines.Line more = lines.next();
                if (more == null) {
                    throw unclosed();
                }
                record.write('\n');
                open = append(more, record, true);
            }
            String text;
            try {
                text = StrictJson.utf8(record.toByteArray());
            } catch (RefusedRequest unreadable) {
                return Row.unreadable(unreadable);
            }
            if (!text.isBlank()) {
                return row(text, header, severalLines);
            }
        }
        return null;
    }

    /** Adds a line to a record; says whether a quoted cell is still open at its end. */
    private static boolean append(Lines.Line line, ByteArrayOutputStream record, boolean open) {
        if (line.tooLong() || record.size() + line.bytes().length > Lines.MAX_LINE) {
            throw malformed(
                    "A row is longer than %d bytes, or a double quote in it is not closed.".formatted(Lines.MAX_LINE));
        }
        record.writeBytes(line.bytes());
        return opensQuote(line.bytes(), open);
    }

    /** A quote opens a cell only where the cell begins; elsewhere it is a character like any other. */
    private static boolean opensQuote(byte[] line, boolean open) {
        boolean quoted = open;
        boolean cellBegins = true;
        boolean justClosed = false;
        for (byte character : line) {
            if (quoted) {
                if (character == '"') {
                    quoted = false;
                    justClosed = true;
                }
            } else if (character == '"' && (cellBegins || justClosed)) {
                quoted = true; // a cell that begins, or the second of two quotes, which stand for one
                justClosed = false;
            } else {
                justClosed = false;
                cellBegins = character == ',' || (cellBegins && character == ' ');
            }
        }
        return quoted;
    }

    private static Row row(String record, List<String> header, boolean severalLines) {
        String[] cells;
        try {
            cells = cells(record);
        } catch (JacksonException e) {
            if (severalLines) {
                throw unclosed();
            }
            return Row.unreadable(malformed("Text follows a closed double quote in this row."));
        }
        if (cells.length != header.size()) {
            if (severalLines) {
                throw unclosed();
            }
            return Row.unreadable(malformed(
                    "This row has %d cells, and the header has %d columns.".formatted(cells.length, header.size())));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            values.put(header.get(i), cells[i].strip());
        }
        return Row.of(Fields.ofCells(values));
    }

    /** Where rows end is no longer known, so nothing more may be taken: it could be taken under a wrong number. */
    private static RefusedRequest unclosed() {
        return malformed("A row opens a double quote that is not closed, or not where it should be.");
    }

    private static String[] cells(String record) {
        return CELLS.readValue(record);
    }

    private List<String> readHeader() throws IOException {
        Lines.Line line = lines.next();
        if (line == null) {
            throw noRows();
        }
        if (line.tooLong()) {
            throw malformed("The first line must be the header, of %d bytes at most.".formatted(Lines.MAX_LINE));
        }
        requireNot16Bit(line.bytes());
        String text = StrictJson.utf8(line.bytes());
        if (text.isBlank()) {
            throw malformed("The first line must be the header: the names of the fields, separated by commas.");
        }
        if (text.indexOf('\r') >= 0) {
            throw malformed("Lines must end with LF or CR LF; these end with CR alone.");
        }
        List<String> names = new ArrayList<>();
        try {
            for (String name : cells(text)) {
                names.add(name.strip());
            }
        } catch (JacksonException e) {
            throw malformed("A double quote in the header is not closed.");
        }
        requireColumns(names);
        return names;
    }

    private void requireColumns(List<String> names) {
        List<String> known = List.copyOf(blank.known());
        if (names.size() == 1 && names.get(0).matches(".*[;\\t|].*")) {
            throw RefusedRequest.invalid(List.of(new Violation(
                    "wrong-separator",
                    "header",
                    "the columns must be separated by commas; this header seems to be separated by '%s'"
                            .formatted(names.get(0)
                                    .replaceAll("[^;\\t|]", "")
                                    .substring(0, 1)
                                    .replace("\t", "tab")),
                    List.of(","))));
        }
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!known.contains(name)) {
                violations.add(new Violation(
                        "unknown-column", name, "there is no field '%s' for column %d".formatted(name, i + 1), known));
            } else if (names.indexOf(name) < i) {
                violations.add(
                        new Violation("doubled-column", name, "the column '%s' is there twice".formatted(name), known));
            }
        }
        for (String name : blank.missing()) {
            if (!names.contains(name)) {
                violations.add(
                        new Violation("missing-column", name, "the column '%s' is missing".formatted(name), known));
            }
        }
        if (!violations.isEmpty()) {
            throw RefusedRequest.invalid(violations);
        }
    }

    private static void requireNot16Bit(byte[] line) {
        if (line.length >= 2
                && (line[0] == (byte) 0xff && line[1] == (byte) 0xfe
                        || line[0] == (byte) 0xfe && line[1] == (byte) 0xff)) {
            throw new RefusedRequest(
                    HttpStatus.BAD_REQUEST,
                    "not-utf-8",
                    "The byte order mark says UTF-16; the text must be encoded in UTF-8: save it as \"CSV UTF-8\".",
                    List.of());
        }
    }

    static RefusedRequest noRows() {
        return new RefusedRequest(
                HttpStatus.BAD_REQUEST, "empty-batch", "The batch holds no row; send one or more.", List.of());
    }

    private static RefusedRequest malformed(String detail) {
        return new RefusedRequest(HttpStatus.BAD_REQUEST, "malformed-csv", detail, List.of());
    }
}
