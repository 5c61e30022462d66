package vn.bdhvs.report.web;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import vn.bdhvs.report.RefusedReport;
import vn.bdhvs.web.RefusedRequest;

/** Turns refused reports into problem details. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ReportAdvice {

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
            case REFERENCE_CHANGED ->
                new RefusedRequest(
                        HttpStatus.UNPROCESSABLE_CONTENT, "client-reference-changed", refused.detail(), List.of());
            case IDENTITY_TAKEN ->
                new RefusedRequest(HttpStatus.CONFLICT, "already-registered", refused.detail(), List.of());
            case STALE -> new RefusedRequest(HttpStatus.PRECONDITION_FAILED, "stale", refused.detail(), List.of());
            case TAKEN_BACK -> new RefusedRequest(HttpStatus.CONFLICT, "taken-back", refused.detail(), List.of());
            case ERASED -> new RefusedRequest(HttpStatus.CONFLICT, "erased", refused.detail(), List.of());
            case REVISED_TOO_OFTEN ->
                new RefusedRequest(HttpStatus.CONFLICT, "revised-too-often", refused.detail(), List.of());
        };
    }
}
