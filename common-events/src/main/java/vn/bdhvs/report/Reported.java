package vn.bdhvs.report;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.Activity;
import vn.bdhvs.outbox.Outbox;

/**
 * A report that was accepted, as it is kept: one document, written once together with its event. Its fields are named as
 * the methods here, for they are what it is found by.
 *
 * @param <R> its own type
 */
public interface Reported<R extends Reported<R>> {

    /** Opaque; also the subject of its event. A UUIDv7, so that ids sort by the time of acceptance. */
    String id();

    /** Who sent it first; no correction changes that. */
    Submission submission();

    /** What its event tells. */
    Activity activity();

    /** When it was done, to the millisecond. */
    Instant doneAt();

    /** What made it what it is now. */
    Revision revision();

    /** It as it stood before each later revision, the oldest first; these have nothing earlier and no outbox. */
    List<R> earlier();

    /** Its events, until they are published. */
    @Nullable
    Outbox outbox();

    /** What its client calls it, if it gave it a name. */
    default @Nullable String clientReference() {
        return submission().clientReference().orElse(null);
    }

    /** Whether what it said of a person was erased: it still counts, and nothing more can be said of it. */
    default boolean isErased() {
        return false;
    }

    /** Whether what it says of a person is shown to nobody any more but to themselves. */
    default boolean isHidden() {
        return false;
    }

    /**
     * What else must still be as it was read for the report to be written anew, as there are changes that make no version of
     * it: values by field, null where there is none.
     */
    default Document alsoUnchanged() {
        return new Document();
    }

    /** It as it stands in the history of what comes after it: nothing that only the latest version may have. */
    default R asHistory() {
        return at(submission(), revision(), List.of(), null);
    }

    /** The same content at another point of its history. */
    R at(Submission submission, Revision revision, List<R> earlier, @Nullable Outbox outbox);

    /**
     * Whether its reference is made of what it says. Then there can be but one such report at a time, and one that is taken
     * back gives its reference free.
     */
    default boolean isNamedByContent() {
        return false;
    }

    /** Whether this is, or ever was, what the report says. */
    default boolean says(Report<R> report) {
        return Stream.concat(
                        Stream.of(submission().fingerprint(), revision().fingerprint()),
                        earlier().stream().map(each -> each.revision().fingerprint()))
                .anyMatch(report::isSaidBy);
    }
}
