package vn.bdhvs.event;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity in its envelope; or, with the same activity and the other sign, what takes such an event back. A retraction
 * counts on the day on which the original was done, and on the day on which it was itself received: the done clock tells
 * what is known to have happened on a day, and the received clock is a ledger that is only ever appended to.
 *
 * @param source emitter, a URI reference such as {@code /session-service}
 * @param id unique within its source; a UUIDv7 when we emit it
 * @param subject opaque id of the assist, class or volunteer; also the Kafka key
 * @param time when it was done (the <em>done</em> clock); of a retraction, when that was done which it takes back
 * @param recordedTime when a service accepted it (the <em>received</em> clock), in business time
 * @param referenceHash {@link ClientReferences} of the reference that its client gave it; null if it has none
 * @param retracted what it takes back; null if it is no retraction
 */
public record ActivityEvent(
        URI source,
        String id,
        String subject,
        Instant time,
        Instant recordedTime,
        Activity activity,
        @Nullable String referenceHash,
        @Nullable Retracted retracted) {

    /**
     * Begins the identity of a retraction. No event's identity begins so: it would have to be its source, and is no URI
     * reference.
     */
    public static final String RETRACTION = "retracted: ";

    /** An event that is no retraction. */
    public ActivityEvent(
            URI source,
            String id,
            String subject,
            Instant time,
            Instant recordedTime,
            Activity activity,
            @Nullable String referenceHash) {
        this(source, id, subject, time, recordedTime, activity, referenceHash, null);
    }

    /** An event of a report without a reference. */
    public ActivityEvent(URI source, String id, String subject, Instant time, Instant recordedTime, Activity activity) {
        this(source, id, subject, time, recordedTime, activity, null, null);
    }

    /**
     * What CloudEvents calls the identity of an event: its source and its id. A URI reference holds no blank, so the two
     * cannot run into each other. A retraction is what it takes back: whoever sends another one of the same event sends a
     * copy.
     */
    public String identity() {
        return retracted == null ? source + " " + id : RETRACTION + retracted.source() + " " + retracted.id();
    }

    /**
     * The event that takes this one back.
     *
     * @param source emitter of the retraction
     * @param id unique within that source
     * @param recordedTime when the retraction was accepted, in business time
     */
    public ActivityEvent retraction(URI source, String id, Instant recordedTime) {
        if (retracted != null) {
            throw new IllegalStateException("a retraction is not taken back: report anew what was done");
        }
        return new ActivityEvent(
                source, id, subject, time, recordedTime, activity, referenceHash, new Retracted(this.source, this.id));
    }

    /** CloudEvents {@code type}: that of its activity, or of a retraction. */
    public String type() {
        return retracted == null ? activity.type() : Retracted.TYPE;
    }

    /** What its counts are multiplied by: 1, or -1 if it takes them back. */
    public int sign() {
        return retracted == null ? 1 : -1;
    }
}
