package vn.bdhvs.report;

import java.util.List;
import vn.bdhvs.campaign.Violation;

/**
 * A report that is kept, and whether this request made it so.
 *
 * @param warnings what is unusual about it: worth a second look by its sender
 */
public record Accepted<R extends Reported<R>>(R reported, As as, List<Violation> warnings) {

    /** How the request relates to what is kept. */
    public enum As {
        /** It was written now. */
        NEW,
        /** This very request was answered before. */
        SAME_REQUEST,
        /** It was reported before under the same reference. */
        SAME_REFERENCE
    }
}
