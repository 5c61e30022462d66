package vn.bdhvs.session.assist;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.outbox.Outbox;

/**
 * An assist as it was reported and accepted, with the event of it until that is published. One document, written once.
 *
 * @param client who reported it
 * @param requestKey the request's {@code Idempotency-Key}
 * @param reference the client's own reference
 * @param fingerprint of what was reported
 * @param recordedAt when it was accepted, in business time
 */
@Document("assists")
public record Assist(
        @Id String id,
        String client,
        String requestKey,
        String reference,
        String fingerprint,
        CitizenAssisted assisted,
        Instant assistedAt,
        Instant recordedAt,
        @Nullable Outbox outbox) {

    /**
     * Begins a key or a reference that its sender left out. Unique indexes take a missing field for a value, so each
     * document has one; no sender's may begin like this.
     */
    public static final String OWN = "id:";

    private static final URI SOURCE = URI.create("/session-service");

    /** A newly accepted assist; its event is pending. */
    static Assist report(AssistReport report, Client client, @Nullable String requestKey, Instant recordedAt) {
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        String eventId = UuidCreator.getTimeOrderedEpoch().toString();
        ActivityEvent event =
                new ActivityEvent(SOURCE, eventId, id, report.assistedAt(), recordedAt, report.assisted());
        return new Assist(
                id,
                client.name(),
                requestKey == null ? OWN + id : requestKey,
                report.clientReference() == null ? OWN + id : report.clientReference(),
                report.fingerprint(),
                report.assisted(),
                report.assistedAt(),
                recordedAt,
                Outbox.of(event));
    }

    /** The reference that the client gave, if it gave one. */
    public Optional<String> clientReference() {
        return reference.startsWith(OWN) ? Optional.empty() : Optional.of(reference);
    }

    boolean says(AssistReport report) {
        return fingerprint.equals(report.fingerprint());
    }

    /** Whether it came of a request with this very content, the reference included. */
    boolean cameOf(AssistReport report) {
        return says(report) && clientReference().equals(Optional.ofNullable(report.clientReference()));
    }
}
