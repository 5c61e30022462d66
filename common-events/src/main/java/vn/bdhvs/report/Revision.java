package vn.bdhvs.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What made a report what it is: its acceptance, a correction or its retraction, each of which is one atomic write. The
 * latest says what holds; those before it are the report's history.
 *
 * @param version 1 when it was accepted, one more with each revision
 * @param kind what was done
 * @param at when it was accepted, in business time
 * @param client who did it
 * @param reason what the client gave as the reason of a retraction; it never leaves this service
 * @param fingerprint of what the report says by it
 * @param event id of the event that tells what the report says by it; of a retraction, of the event that takes that back
 * @param reversal id of the event by which a correction took back what the report said before; null if the change is
 *     nothing that an event tells, and on other revisions
 */
public record Revision(
        int version,
        Kind kind,
        Instant at,
        String client,
        @Nullable String reason,
        String fingerprint,
        String event,
        @Nullable String reversal) {

    /** What was done to the report. */
    public enum Kind {
        REPORTED,
        CORRECTED,
        RETRACTED
    }

    static Revision reported(Instant at, String client, String fingerprint, String event) {
        return new Revision(1, Kind.REPORTED, at, client, null, fingerprint, event, null);
    }

    Revision corrected(Instant at, String by, String says, String newEvent, @Nullable String reversalId) {
        return new Revision(version + 1, Kind.CORRECTED, at, by, null, says, newEvent, reversalId);
    }

    Revision retracted(Instant at, String by, String why, String reversalId) {
        return new Revision(version + 1, Kind.RETRACTED, at, by, why, fingerprint, reversalId, null);
    }

    /** The same with another fingerprint of the same content. */
    public Revision withFingerprint(String same) {
        return new Revision(version, kind, at, client, reason, same, event, reversal);
    }

    /** What was done and when, without what tells the content and without a reason, which is free text. */
    public Revision withoutContent() {
        return new Revision(version, kind, at, client, null, "", event, reversal);
    }

    /** Whether the report was taken back; then nothing more becomes of it. */
    public boolean isRetraction() {
        return kind == Kind.RETRACTED;
    }
}
