package vn.bdhvs.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import vn.bdhvs.campaign.Violation;

/** Builds problem details (RFC 9457) that all look alike. Their type is a name to compare, not a page to open. */
final class Problem {

    private Problem() {}

    /**
     * @param code stable name of the problem; ends its type
     * @param detail for people; never an exception's message
     */
    static ProblemDetail of(HttpStatusCode status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:bdhvs:problem:" + code));
        return problem;
    }

    static ProblemDetail of(HttpStatusCode status, String code, String detail, List<Violation> violations) {
        ProblemDetail problem = of(status, code, detail);
        if (!violations.isEmpty()) {
            problem.setProperty(
                    "errors", violations.stream().map(Problem::error).toList());
        }
        return problem;
    }

    private static Map<String, Object> error(Violation violation) {
        return Map.of(
                "field", violation.field(),
                "reason", violation.reason(),
                "detail", violation.detail(),
                "allowed", violation.allowed());
    }
}
