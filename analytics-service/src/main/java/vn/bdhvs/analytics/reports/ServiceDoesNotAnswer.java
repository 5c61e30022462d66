package vn.bdhvs.analytics.reports;

import java.net.URI;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A service did not answer, or not as it should: 504 if it took too long, else 502. It is named; where it is, is not told. */
class ServiceDoesNotAnswer extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    ServiceDoesNotAnswer(HttpStatus status, String service, HttpMethod method, Throwable cause) {
        super(status, problem(status, service, method), cause);
    }

    private static ProblemDetail problem(HttpStatus status, String service, HttpMethod method) {
        String what = status == HttpStatus.GATEWAY_TIMEOUT
                ? "The %s did not answer in time.".formatted(service)
                : "The %s cannot be reached.".formatted(service);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status,
                method == HttpMethod.GET
                        ? what
                        : what + " Whether it was done is not known; send it again: it will not be done twice.");
        problem.setType(URI.create("about:blank"));
        problem.setProperty("service", service);
        return problem;
    }
}
