package vn.bdhvs.report;

import java.time.Instant;
import java.util.Optional;

/**
 * Who sent an accepted report, under which names, and when it was accepted. The names are unique for the client: they
 * are what makes a report safe to send again.
 *
 * @param client who reported it
 * @param requestKey the request's {@code Idempotency-Key}, with the row's number in a batch
 * @param reference the client's own reference
 * @param fingerprint of what was reported
 * @param recordedAt when it was accepted, in business time
 */
public record Submission(String client, String requestKey, String reference, String fingerprint, Instant recordedAt) {

    /**
     * Begins a key or a reference that its sender left out. Unique indexes take a missing field for a value, so each
     * document has one; no sender's may begin like this.
     */
    public static final String OWN = "id:";

    /** The reference that the client gave, if it gave one. */
    public Optional<String> clientReference() {
        return reference.startsWith(OWN) ? Optional.empty() : Optional.of(reference);
    }

    /** Whether it came of a request with this very content, the reference included. */
    boolean cameOf(Report<?> report) {
        return fingerprint.equals(report.fingerprint())
                && clientReference().equals(Optional.ofNullable(report.clientReference()));
    }

    /** Without its reference, which another report may have from now on. */
    Submission withoutReference(String id) {
        return new Submission(client, requestKey, OWN + id, fingerprint, recordedAt);
    }
}
