package vn.bdhvs.report.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.outbox.OutboxFull;
import vn.bdhvs.report.Batch;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Reported;
import vn.bdhvs.web.Fields;
import vn.bdhvs.web.RefusedRequest;
import vn.bdhvs.web.StrictJson;

/** Takes batches in: reads rows, hands them on some at a time, and answers row by row. */
final class BatchIntake {

    static final MediaType NDJSON = MediaType.parseMediaType(ReportController.NDJSON);
    static final MediaType CSV = MediaType.parseMediaType(ReportController.CSV);

    private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);
    private static final long RETRY_SECONDS = 5;

    private final BatchProperties limits;
    private final JsonMapper json;

    BatchIntake(BatchProperties limits, JsonMapper json) {
        this.limits = limits;
        this.json = json;
    }

    /**
     * Reads a batch and answers it: 200, or, if it could not be read to its end, a problem detail that also tells of the
     * rows that were decided.
     *
     * @param key the request's {@code Idempotency-Key}; a row without a reference is known by it and its number
     */
    <R extends Reported<R>> void take(
            HttpServletRequest request,
            HttpServletResponse response,
            Batch<R> batch,
            Function<Fields, Report<R>> reader,
            @Nullable String key,
            boolean dryRun)
            throws IOException {
        Lines lines = new Lines(request.getInputStream(), limits.maxSize().toBytes());
        try (BatchAnswer answer = new BatchAnswer(json)) {
            Intake<R> intake = new Intake<>(batch, reader, key, answer);
            Stop stop = read(() -> rows(request, lines, reader), intake);
            if (stop != null) {
                lines.drain();
            }
            if (answer.rows() == 0) {
                throw stop == null ? CsvRows.noRows() : stop.cause();
            }
            ProblemDetail problem = null;
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            if (stop != null) {
                problem = told(stop, answer.rows());
                response.setStatus(problem.getStatus());
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
                    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter(stop.cause())));
                }
            }
            answer.writeTo(response.getOutputStream(), dryRun, problem);
        }
    }

    /** Why a batch was not read to its end. */
    private record Stop(RuntimeException cause) {}

    private interface Opening {
        Rows open();
    }

    private static @Nullable Stop read(Opening opening, Intake<?> intake) throws IOException {
        try {
            Rows rows = opening.open();
            for (Rows.Row row = rows.next(); row != null; row = rows.next()) {
                intake.add(row);
            }
            intake.flush();
            return null;
        } catch (RefusedRequest refused) {
            return flushed(intake, refused);
        } catch (OutboxFull | DataAccessException cause) {
            return new Stop(cause);
        }
    }

    /** What was read before the row that stopped the batch is kept, and told of. */
    private static Stop flushed(Intake<?> intake, RefusedRequest refused) throws IOException {
        try {
            intake.flush();
            return new Stop(refused);
        } catch (OutboxFull | DataAccessException cause) {
            return new Stop(cause);
        }
    }

    private static ProblemDetail told(Stop stop, long rows) {
        if (stop.cause() instanceof RefusedRequest refused) {
            ProblemDetail problem = refused.problem();
            problem.setDetail(
                    "%s Rows 1 to %d were decided, as told here; nothing after them was read. Send what comes after"
                                    .formatted(problem.getDetail(), rows)
                            + " them as another batch, under another Idempotency-Key if it bears one.");
            return problem;
        }
        boolean full = stop.cause() instanceof OutboxFull;
        if (!full) {
            LOG.error("a batch stopped after {} rows", rows, stop.cause());
        }
        return new RefusedRequest(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        full ? "backlog-full" : "outcome-unknown",
                        "The batch stopped after %d rows: %s. Send the same batch again: no row counts twice."
                                .formatted(rows, full ? "too many events wait to be published" : "the database failed"),
                        List.of())
                .problem();
    }

    private static long retryAfter(RuntimeException cause) {
        return cause instanceof OutboxFull full ? full.retryAfter().toSeconds() : RETRY_SECONDS;
    }

    private static <R extends Reported<R>> Rows rows(
            HttpServletRequest request, Lines lines, Function<Fields, Report<R>> reader) {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        StrictJson.requireUtf8(type);
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
    private final class Intake<R extends Reported<R>> {

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
                throw tooLarge("A batch may hold %d rows at most.".formatted(limits.maxRows()));
            }
            if (answer.bytes() > limits.maxAnswer().toBytes()) {
                throw tooLarge("So much is wrong with these rows that the answer has grown over %d bytes."
                        .formatted(limits.maxAnswer().toBytes()));
            }
            waiting.add(read(row));
            if (waiting.size() == limits.chunk()) {
                flush();
            }
        }

        private static RefusedRequest tooLarge(String detail) {
            return new RefusedRequest(HttpStatus.CONTENT_TOO_LARGE, "batch-too-large", detail, List.of());
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
            List<Batch.Result> results = rows.isEmpty() ? List.of() : batch.accept(rows);
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
    private record Read<R extends Reported<R>>(
            Batch.@Nullable Row<R> row, @Nullable RefusedRequest refused) {}
}
