package vn.bdhvs.report;

import java.util.List;
import vn.bdhvs.campaign.Violation;

/** A report that is not accepted as it is. Its message is meant for the sender. */
public final class RefusedReport extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String detail;
    private final transient List<Violation> violations;

    RefusedReport(Reason reason, String detail, List<Violation> violations) {
        super(detail);
        this.reason = reason;
        this.detail = detail;
        this.violations = violations;
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** Why it is not accepted. */
    public enum Reason {
        INVALID,
        OUTSIDE_SCOPE,
        KEY_REUSED,
        REFERENCE_TAKEN,
        REFERENCE_CHANGED,
        STALE,
        TAKEN_BACK,
        REVISED_TOO_OFTEN
    }
}
