package vn.bdhvs.report.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.report.Batch;

/**
 * The answer to a batch, row by row. It is kept on disk until the whole batch was read: most senders read nothing before
 * they have sent everything, and would wait for us as we for them; and only then is it known whether all went well.
 */
final class BatchAnswer implements AutoCloseable {

    private final JsonMapper json;
    private final Path spool;
    private final OutputStream rows;
    private final Map<Batch.Status, Long> counts = new EnumMap<>(Batch.Status.class);
    private long row;
    private long bytes;

    BatchAnswer(JsonMapper json) throws IOException {
        this.json = json;
        this.spool = Files.createTempFile("batch", ".json");
        this.rows = new BufferedOutputStream(Files.newOutputStream(spool));
        for (Batch.Status status : Batch.Status.values()) {
            counts.put(status, 0L);
        }
    }

    /** What became of one row; rows are counted from 1, without header and blank lines. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record RowResult(
            long row,
            String status,
            @Nullable String id,
            @Nullable ProblemDetail problem,
            List<Violation> warnings) {}

    /** The shape of the whole answer, for the OpenAPI document; it is written piece by piece. */
    record BatchResult(boolean dryRun, List<RowResult> rows, long accepted, long repeated, long rejected) {}

    void add(Batch.Status status, @Nullable String id, @Nullable ProblemDetail problem, List<Violation> warnings)
            throws IOException {
        if (row++ > 0) {
            rows.write(',');
        }
        counts.merge(status, 1L, Long::sum);
        byte[] result = json.writeValueAsBytes(new RowResult(row, wireName(status), id, problem, warnings));
        rows.write(result);
        bytes += result.length;
    }

    long rows() {
        return row;
    }

    /** How long the answer has grown. */
    long bytes() {
        return bytes;
    }

    /**
     * Writes the answer.
     *
     * @param stopped why the batch was not read to its end; null if it was. Its members then come first, so that the whole
     *     is a problem detail that also tells of the rows that were decided
     */
    void writeTo(OutputStream out, boolean dryRun, @Nullable ProblemDetail stopped) throws IOException {
        rows.flush();
        String begin = stopped == null ? "{" : json.writeValueAsString(stopped).replaceFirst("}$", ",");
        out.write(text(begin + "\"dryRun\":%s,\"rows\":[".formatted(dryRun)));
        Files.copy(spool, out);
        StringBuilder end = new StringBuilder("]");
        counts.forEach((status, count) -> end.append(",\"%s\":%d".formatted(wireName(status), count)));
        out.write(text(end.append("}").toString()));
    }

    private static String wireName(Batch.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } finally {
            Files.deleteIfExists(spool);
        }
    }
}
