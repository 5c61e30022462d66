package vn.bdhvs.report;

import java.util.List;
import vn.bdhvs.campaign.Violation;

/** A report that is not accepted as it is. Its detail is meant for the sender alone; its message, which logs quote, is not it. */
public final class RefusedReport extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String detail;
    private final transient List<Violation> violations;

    RefusedReport(Reason reason, String detail, List<Violation> violations) {
        super(reason.name());
        this.reason = reason;
        this.detail = detail;
        this.violations = violations;
    }

    /** There is a report already of what there may be only one of. It says nothing of that one, which may be anybody's. */
    static RefusedReport identityTaken() {
        return new RefusedReport(
                Reason.IDENTITY_TAKEN, "This person is registered in this campaign already.", List.of());
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
        IDENTITY_TAKEN,
        STALE,
        TAKEN_BACK,
        ERASED,
        REVISED_TOO_OFTEN
    }
}
