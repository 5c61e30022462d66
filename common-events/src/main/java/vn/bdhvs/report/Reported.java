package vn.bdhvs.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.Activity;
import vn.bdhvs.outbox.Outbox;

/**
 * A report that was accepted, as it is kept: one document, written once together with its event. Its fields are named as
 * the methods here, for they are what it is found by.
 */
public interface Reported {

    /** Opaque; also the subject of its event. A UUIDv7, so that ids sort by the time of acceptance. */
    String id();

    Submission submission();

    /** What its event tells. */
    Activity activity();

    /** When it was done, to the millisecond. */
    Instant doneAt();

    /** The event, until it is published. */
    @Nullable
    Outbox outbox();
}
