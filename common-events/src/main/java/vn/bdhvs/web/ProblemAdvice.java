package vn.bdhvs.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.outbox.OutboxFull;

/** Turns what went wrong into problem details. What a sender cannot mend is logged here and told without its cause. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedRequest refused) {
        return refused.answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> full(OutboxFull full) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(full.retryAfter().toSeconds()))
                .body(Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "backlog-full",
                        "Nothing was written: too many events wait to be published. Send it again later."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> storeAway(DataAccessException failure) {
        LOG.error("the database failed", failure);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "outcome-unknown",
                        "It is not known whether this was written. Send it again with the same Idempotency-Key or"
                                + " clientReference: it will not be counted twice."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unforeseen(Exception failure) throws Exception {
        if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
            throw failure;
        }
        LOG.error("unforeseen", failure);
        return ResponseEntity.internalServerError()
                .body(Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal-error",
                        "Something went wrong here; operators find it in the log."));
    }

    /** An empty body never gets as far as {@link FieldsConverter}. */
    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.badRequest().body(StrictJson.malformed("").problem());
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = String.valueOf(failure.getPropertyName());
        boolean flag = failure.getRequiredType() == boolean.class;
        List<String> allowed = flag ? List.of("true", "false") : List.of();
        return ResponseEntity.badRequest()
                .body(RefusedRequest.invalid(List.of(new Violation(
                                "wrong-type",
                                name,
                                "'%s' must be %s".formatted(name, flag ? "true or false" : "of another type"),
                                allowed)))
                        .problem());
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(
                        status, known.name().toLowerCase(Locale.ROOT).replace('_', '-'), detail(known, failure)));
    }

    private static String detail(HttpStatus status, Exception failure) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "This address does not take that method; the header Allow lists those it takes.";
            case UNSUPPORTED_MEDIA_TYPE ->
                "The Content-Type must be one of: %s."
                        .formatted(MediaType.toString(
                                failure instanceof HttpMediaTypeException unsupported
                                        ? unsupported.getSupportedMediaTypes()
                                        : List.of(MediaType.APPLICATION_JSON)));
            case NOT_ACCEPTABLE -> "This can be had as application/json only.";
            default -> "The request cannot be understood: " + status.getReasonPhrase() + ".";
        };
    }
}
