package vn.bdhvs.analytics.catalogue;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A question that cannot be answered, said as a problem detail (RFC 9457) that names the field and what would be right. */
public class UnanswerableQuestion extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public UnanswerableQuestion(HttpStatus status, String field, String detail) {
        super(status, problem(status, field, detail), null);
    }

    private static ProblemDetail problem(HttpStatus status, String field, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("about:blank"));
        problem.setProperty("field", field);
        return problem;
    }
}
