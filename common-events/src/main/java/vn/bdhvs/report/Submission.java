package vn.bdhvs.report;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.ClientReferences;

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

    /** Begins a key or a reference that is kept as a hash; no sender's may begin like this. */
    public static final String HASHED = "hash:";

    /** The reference that the client gave, if it gave one and if it is kept as it was given. */
    public Optional<String> clientReference() {
        return reference.startsWith(OWN) || reference.startsWith(HASHED) ? Optional.empty() : Optional.of(reference);
    }

    /** The hash of the reference that the client gave, if it gave one and if references are hashed at all. */
    Optional<String> referenceHash(ClientReferences references) {
        return reference.startsWith(HASHED)
                ? Optional.of(reference.substring(HASHED.length()))
                : clientReference().flatMap(given -> references.hash(client, given));
    }

    /** Whether it bears this reference, or none if that is null. */
    boolean isNamed(@Nullable String kept) {
        return kept == null ? reference.startsWith(OWN) : reference.equals(kept);
    }

    /** The same with another fingerprint of the same content. */
    public Submission withFingerprint(String same) {
        return new Submission(client, requestKey, reference, same, recordedAt);
    }

    /** The same without what tells its content. */
    public Submission withoutFingerprint() {
        return withFingerprint("");
    }

    /** Without its reference, which another report may have from now on. */
    Submission withoutReference(String id) {
        return new Submission(client, requestKey, OWN + id, fingerprint, recordedAt);
    }
}
