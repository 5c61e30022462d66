package vn.bdhvs.local.replay;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.local.replay.mapping.FileFormat;
import vn.bdhvs.local.replay.mapping.Row;

/**
 * The rows that were not accepted, as they came and with the reason, in the form of the file itself: it can be
 * corrected and sent again by the same mapping. Its column {@code row} keeps the references of mappings that use
 * {@code {row}}.
 */
final class RejectedFile implements AutoCloseable {

    private static final String ROW = "row";
    private static final String PROBLEM = "problem";

    private final @Nullable Path path;
    private final FileFormat format;
    private final List<String> header;
    private @Nullable Writer writer;

    /**
     * A file that is made anew.
     *
     * @param path where; null writes nothing
     */
    RejectedFile(@Nullable Path path, FileFormat format, List<String> header) {
        this.path = path;
        this.format = format;
        this.header = header;
        if (path != null) {
            try {
                writer = new OutputStreamWriter(
                        Files.newOutputStream(path),
                        format.encoding().newEncoder().onUnmappableCharacter(CodingErrorAction.REPLACE));
            } catch (IOException e) {
                throw Stop.usage("%s cannot be written: %s".formatted(path, e));
            }
            line(header, ROW, PROBLEM);
        }
    }

    /** Adds a row. */
    void add(Row row, String problem) {
        line(List.of(row.raw()), row.cells().getOrDefault(ROW, Long.toString(row.number())), problem);
    }

    private void line(List<String> original, String row, String problem) {
        if (writer == null) {
            return;
        }
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < Math.max(header.size(), original.size()); i++) {
            // A file of rejected rows that is sent again has these two columns already.
            if (i >= header.size() || !List.of(ROW, PROBLEM).contains(header.get(i))) {
                cells.add(quoted(i < original.size() ? original.get(i) : ""));
            }
        }
        int end = (int) header.stream()
                .filter(column -> !List.of(ROW, PROBLEM).contains(column))
                .count();
        cells.add(end, quoted(row));
        cells.add(end + 1, quoted(problem));
        try {
            writer.write(String.join(String.valueOf(format.separator()), cells) + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    private String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == format.separator() || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + path, e);
            }
        }
    }
}
