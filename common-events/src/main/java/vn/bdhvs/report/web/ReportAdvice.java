package vn.bdhvs.report.web;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import vn.bdhvs.outbox.OutboxFull;
import vn.bdhvs.report.RefusedReport;
import vn.bdhvs.web.RefusedRequest;

/** Turns refused reports and batches that stopped into problem details. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ReportAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ReportAdvice.class);
    private static final long RETRY_SECONDS = 5;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedReport refused) {
        return request(refused).answer();
    }

    /** What a refused report is in the terms of HTTP. */
    static RefusedRequest request(RefusedReport refused) {
        return switch (refused.reason()) {
            case INVALID -> RefusedRequest.invalid(refused.violations());
            case OUTSIDE_SCOPE ->
                new RefusedRequest(HttpStatus.FORBIDDEN, "outside-your-units", refused.detail(), List.of());
            case KEY_REUSED ->
                new RefusedRequest(
                        HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", refused.detail(), List.of());
            case REFERENCE_TAKEN ->
                new RefusedRequest(HttpStatus.CONFLICT, "client-reference-taken", refused.detail(), List.of());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stopped(BatchStopped stopped) {
        long retry = RETRY_SECONDS;
        String code = "outcome-unknown";
        String why = "the database failed";
        if (stopped.getCause() instanceof OutboxFull full) {
            retry = full.retryAfter().toSeconds();
            code = "backlog-full";
            why = "too many events wait to be published";
        } else {
            LOG.error("a batch stopped after {} rows", stopped.rows(), stopped.getCause());
        }
        ProblemDetail problem = new RefusedRequest(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        code,
                        "The batch stopped after %d rows: %s. Send the same batch again: no row counts twice."
                                .formatted(stopped.rows(), why),
                        List.of())
                .problem();
        problem.setProperty("rows", stopped.rows());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(retry))
                .body(problem);
    }
}
