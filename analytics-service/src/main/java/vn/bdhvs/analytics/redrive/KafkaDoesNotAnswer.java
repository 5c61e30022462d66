package vn.bdhvs.analytics.redrive;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Kafka did not give or take what a redrive needed. What had been put back by then is marked and stays so. */
class KafkaDoesNotAnswer extends ErrorResponseException {

    private static final long serialVersionUID = 1L;
    private static final String RETRY_AFTER_SECONDS = "10";

    KafkaDoesNotAnswer(long redriven, @Nullable Throwable cause) {
        super(HttpStatus.SERVICE_UNAVAILABLE, problem(redriven), cause);
        getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    private static ProblemDetail problem(long redriven) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Kafka does not answer. What was put back until then is marked, so the same call goes on from there.");
        problem.setType(URI.create("about:blank"));
        problem.setProperty("redriven", redriven);
        return problem;
    }
}
