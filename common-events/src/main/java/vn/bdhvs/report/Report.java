package vn.bdhvs.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.event.Activity;
import vn.bdhvs.outbox.Outbox;

/**
 * What a client reports, before it is accepted.
 *
 * @param <R> what it becomes
 */
public interface Report<R extends Reported<R>> {

    /** What its event will tell. */
    Activity activity();

    /** When it was done, to the millisecond. */
    Instant doneAt();

    /** What the sender calls {@link #doneAt()}, e.g. {@code assistedAt}. */
    String timeField();

    /** The client's own name for this report, unique among its reports of this kind. */
    @Nullable
    String clientReference();

    /** Equal for reports that say the same, however they were written down; see {@link Fingerprint}. */
    String fingerprint();

    /** Whether a fingerprint, kept of an earlier report, is of one that says the same. */
    default boolean isSaidBy(String kept) {
        return kept.equals(fingerprint());
    }

    /**
     * What there may be only one report of at a time, kept in the field {@code identity} while the report stands: another
     * one that shares any of these is refused. None usually.
     */
    default List<String> identity() {
        return List.of();
    }

    /** What is wrong with what does not enter the event. */
    default List<Violation> violations(Instant now) {
        return List.of();
    }

    /** The report as it is kept, with its events pending. */
    R kept(String id, Submission submission, Revision revision, List<R> earlier, @Nullable Outbox outbox);
}
