package vn.bdhvs.analytics.catalogue;

import com.mongodb.MongoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says that a question may be asked again, where the document store did not answer it. The cause is logged, not told. */
@RestControllerAdvice
final class StoreFailures {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFailures.class);
    private static final String RETRY_SECONDS = "5";

    /** Spring Data's failures, and the driver's where it is asked directly. */
    @ExceptionHandler({DataAccessException.class, MongoException.class})
    ResponseEntity<ProblemDetail> away(RuntimeException failure) {
        LOG.error("the document store failed", failure);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "The document store does not answer. Ask again later."));
    }
}
