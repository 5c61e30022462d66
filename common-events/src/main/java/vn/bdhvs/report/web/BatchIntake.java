package vn.bdhvs.report.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.outbox.OutboxFull;
import vn.bdhvs.report.Batch;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Reported;
import vn.bdhvs.web.Fields;
import vn.bdhvs.web.RefusedRequest;

/** Takes batches in: reads rows, hands them on some at a time, and answers row by row. */
final class BatchIntake {

    static final MediaType NDJSON = MediaType.parseMediaType(ReportController.NDJSON);
    static final MediaType CSV = MediaType.parseMediaType(ReportController.CSV);

    private final BatchProperties limits;
    private final JsonMapper json;

    BatchIntake(BatchProperties limits, JsonMapper json) {
        this.limits = limits;
        this.json = json;
    }

    /**
     * Reads a batch to its end and answers it.
     *
     * @param key the request's {@code Idempotency-Key}; a row without a reference is known by it and its number
     */
    <R extends Reported> void take(
            HttpServletRequest request,
            HttpServletResponse response,
            Batch<R> batch,
            Function<Fields, Report<R>> reader,
            @Nullable String key,
            boolean dryRun)
            throws IOException {
        Lines lines = new Lines(request.getInputStream(), limits.maxSize().toBytes());
        try (BatchAnswer answer = new BatchAnswer(json)) {
            Rows rows = rows(request, lines, reader);
            Intake<R> intake = new Intake<>(batch, reader, key, answer);
            for (Rows.Row row = rows.next(); row != null; row = rows.next()) {
                intake.add(row);
            }
            intake.flush();
            if (answer.rows() == 0) {
                throw CsvRows.noRows();
            }
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            answer.writeTo(response.getOutputStream(), dryRun);
        } catch (RefusedRequest refused) {
            lines.drain();
            throw refused;
        } catch (BatchStopped stopped) {
            lines.drain();
            throw stopped;
        }
    }

    private static <R extends Reported> Rows rows(
            HttpServletRequest request, Lines lines, Function<Fields, Report<R>> reader) {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        if (!CSV.isCompatibleWith(type)) {
            return new JsonRows(lines);
        }
        Fields blank = Fields.ofCells(Map.of());
        try {
            reader.apply(blank);
        } catch (RefusedRequest everythingIsMissing) {
            // That is what was asked.
        }
        return new CsvRows(lines, blank);
    }

    /** The rows of one batch on their way. */
    private final class Intake<R extends Reported> {

        private final Batch<R> batch;
        private final Function<Fields, Report<R>> reader;
        private final @Nullable String key;
        private final BatchAnswer answer;
        private final List<Read<R>> waiting = new ArrayList<>();
        private long count;

        Intake(Batch<R> batch, Function<Fields, Report<R>> reader, @Nullable String key, BatchAnswer answer) {
            this.batch = batch;
            this.reader = reader;
            this.key = key;
            this.answer = answer;
        }

        void add(Rows.Row row) throws IOException {
            if (++count > limits.maxRows()) {
                flush();
                throw new RefusedRequest(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "batch-too-large",
                        "A batch may hold %d rows at most. The rows before that were taken: send the rest by itself."
                                .formatted(limits.maxRows()),
                        List.of());
            }
            waiting.add(read(row));
            if (waiting.size() == limits.chunk()) {
                flush();
            }
        }

        private Read<R> read(Rows.Row row) {
            if (row.fields() == null) {
                return new Read<>(null, row.unreadable());
            }
            try {
                Report<R> report = reader.apply(row.fields());
                if (report.clientReference() == null && key == null) {
                    throw RefusedRequest.invalid(List.of(Violation.of(
                            "missing",
                            "clientReference",
                            "a row needs a 'clientReference', or the request an Idempotency-Key: without one a batch that"
                                    + " is sent again would count twice")));
                }
                // No header holds a line feed, so no other request's key looks like this.
                return new Read<>(new Batch.Row<>(report, key == null ? null : key + "\n" + count), null);
            } catch (RefusedRequest refused) {
                return new Read<>(null, refused);
            }
        }

        void flush() throws IOException {
            List<Batch.Row<R>> rows = new ArrayList<>();
            for (Read<R> each : waiting) {
                if (each.row() != null) {
                    rows.add(each.row());
                }
            }
            List<Batch.Result> results;
            try {
                results = rows.isEmpty() ? List.of() : batch.accept(rows);
            } catch (OutboxFull | DataAccessException e) {
                throw new BatchStopped(answer.rows(), e);
            }
            int next = 0;
            for (Read<R> each : waiting) {
                if (each.refused() != null) {
                    answer.add(Batch.Status.REJECTED, null, each.refused().problem(), List.of());
                } else {
                    Batch.Result result = results.get(next++);
                    answer.add(
                            result.status(),
                            result.id(),
                            result.refused() == null
                                    ? null
                                    : ReportAdvice.request(result.refused()).problem(),
                            result.warnings());
                }
            }
            waiting.clear();
        }
    }

    /** A row as read; exactly one is null. */
    private record Read<R extends Reported>(
            Batch.@Nullable Row<R> row, @Nullable RefusedRequest refused) {}
}
