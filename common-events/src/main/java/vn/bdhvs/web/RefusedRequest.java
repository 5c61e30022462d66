package vn.bdhvs.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import vn.bdhvs.campaign.Violation;

/** A request that its sender has to change. It becomes a problem detail that says how. */
public final class RefusedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final String detail;
    private final transient List<Violation> violations;

    /**
     * @param code stable name of the problem, e.g. {@code invalid-request}
     * @param detail what is wrong and what would be right; goes to the sender as it is
     */
    public RefusedRequest(HttpStatus status, String code, String detail, List<Violation> violations) {
        super(detail);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.violations = List.copyOf(violations);
    }

    /** 400: these fields are wrong. */
    public static RefusedRequest invalid(List<Violation> violations) {
        String fields = String.join(
                ", ", violations.stream().map(Violation::field).distinct().toList());
        return new RefusedRequest(HttpStatus.BAD_REQUEST, "invalid-request", "These are wrong: " + fields, violations);
    }

    /** What to tell the sender. */
    public ProblemDetail problem() {
        return Problem.of(status, code, detail, violations);
    }

    /** The answer to send. */
    public ResponseEntity<ProblemDetail> answer() {
        return ResponseEntity.status(status).body(problem());
    }
}
