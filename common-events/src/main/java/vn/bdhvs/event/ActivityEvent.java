package vn.bdhvs.event;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity in its envelope.
 *
 * @param source emitter, a URI reference such as {@code /session-service}
 * @param id unique within its source; a UUIDv7 when we emit it
 * @param subject opaque id of the assist, class or volunteer; also the Kafka key
 * @param time when it was done (the <em>done</em> clock)
 * @param recordedTime when a service accepted it (the <em>received</em> clock), in business time
 * @param referenceHash {@link ClientReferences} of the reference that its client gave it; null if it has none
 */
public record ActivityEvent(
        URI source,
        String id,
        String subject,
        Instant time,
        Instant recordedTime,
        Activity activity,
        @Nullable String referenceHash) {

    /** An event of a report without a reference. */
    public ActivityEvent(URI source, String id, String subject, Instant time, Instant recordedTime, Activity activity) {
        this(source, id, subject, time, recordedTime, activity, null);
    }

    /**
     * What CloudEvents calls the identity of an event: its source and its id. A URI reference holds no blank, so the two
     * cannot run into each other.
     */
    public String identity() {
        return source + " " + id;
    }
}
