package vn.bdhvs.report;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.time.Instant;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.ClientReferences;

/** Makes the events of reports: what a report says, and what takes that back. */
final class Emitter {

    private final URI source;
    private final ClientReferences references;

    Emitter(URI source, ClientReferences references) {
        this.source = source;
        this.references = references;
    }

    /** A UUIDv7. */
    static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /**
     * An event.
     *
     * @param id of the event
     * @param subject id of the report
     */
    ActivityEvent event(
            String id, String subject, Submission submission, Instant doneAt, Instant recordedAt, Activity activity) {
        return new ActivityEvent(
                source,
                id,
                subject,
                doneAt,
                recordedAt,
                activity,
                submission.referenceHash(references).orElse(null));
    }

    /** The event that takes back what a report says now. */
    ActivityEvent reversal(Reported<?> reported, Instant recordedAt) {
        return event(
                        reported.revision().event(),
                        reported.id(),
                        reported.submission(),
                        reported.doneAt(),
                        reported.revision().at(),
                        reported.activity())
                .retraction(source, newId(), recordedAt);
    }
}
