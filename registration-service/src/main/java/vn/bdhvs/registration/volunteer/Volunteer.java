package vn.bdhvs.registration.volunteer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import vn.bdhvs.event.VolunteerRegistered;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;

/**
 * A volunteer as registered and accepted.
 *
 * @param person null once erased
 * @param consent the proof of it stays, whatever becomes of the person
 * @param clientReference what its client calls it; in its submission only a hash of that is kept
 * @param identity hashes of the person in the campaign, under each key; while it stands, no other has any of them
 * @param who the same hashes, by which it is found also after it was taken back
 * @param sealedWith id of the key under which it all was sealed and hashed; null if it was under several, or under none
 * @param withdrawal of the consent, if it was
 * @param erasure of the person, if that was done
 */
@Document(Volunteer.COLLECTION)
record Volunteer(
        @Id String id,
        Submission submission,
        VolunteerRegistered activity,
        Instant doneAt,
        @Nullable Person person,
        Consent consent,
        @Nullable String clientReference,
        @Nullable List<String> identity,
        @Nullable List<String> who,
        @Nullable String sealedWith,
        @Nullable Deed withdrawal,
        @Nullable Deed erasure,
        Revision revision,
        List<Volunteer> earlier,
        @Nullable Outbox outbox)
        implements Reported<Volunteer> {

    static final String COLLECTION = "volunteers";
    static final String SEALED_WITH = "sealedWith";
    static final String WHO = "who";

    /**
     * That something was done.
     *
     * @param at when it was asked for, to the millisecond
     * @param recordedAt when it was recorded here, in business time
     * @param client who recorded it
     */
    record Deed(Instant at, Instant recordedAt, String client) {}

    /** Whoever was taken back may be registered anew. */
    @Override
    public Volunteer at(Submission submission, Revision revision, List<Volunteer> earlier, @Nullable Outbox outbox) {
        return new Volunteer(
                id,
                submission,
                activity,
                doneAt,
                person,
                consent,
                clientReference,
                revision.isRetraction() ? null : identity,
                who,
                sealedWith,
                withdrawal,
                erasure,
                revision,
                earlier,
                outbox);
    }

    @Override
    public Volunteer asHistory() {
        return with(person, clientReference, null, null, withdrawal, null, revision, List.of(), null);
    }

    @Override
    public boolean isErased() {
        return erasure != null;
    }

    @Override
    public boolean isHidden() {
        return withdrawal != null;
    }

    /** Whoever read it before the person was erased must not write them back, nor consent that was withdrawn since. */
    @Override
    public org.bson.Document alsoUnchanged() {
        return new org.bson.Document(SEALED_WITH, sealedWith)
                .append("withdrawal.recordedAt", withdrawal == null ? null : withdrawal.recordedAt())
                .append("erasure.recordedAt", erasure == null ? null : erasure.recordedAt());
    }

    private Volunteer with(
            @Nullable Person someone,
            @Nullable String reference,
            @Nullable List<String> only,
            @Nullable List<String> found,
            @Nullable Deed withdrawn,
            @Nullable Deed erased,
            Revision latest,
            List<Volunteer> history,
            @Nullable Outbox pending) {
        return new Volunteer(
                id,
                submission,
                activity,
                doneAt,
                someone,
                consent,
                reference,
                only,
                found,
                sealedWith,
                withdrawn,
                erased,
                latest,
                history,
                pending);
    }

    /** The same, its consent withdrawn, and that of all that was said before. */
    Volunteer withdrawn(Deed withdrawn) {
        List<Volunteer> history = earlier.stream()
                .map(each -> each.withdrawal == null ? each.withdrawn(withdrawn) : each)
                .toList();
        return with(person, clientReference, identity, who, withdrawn, erasure, revision, history, outbox);
    }

    /**
     * What is left when nothing of the person is: that somebody registered, where and when, so that no total moves; that
     * they had consented; and hashed names of the request, so that it is not taken for a new one if it comes again.
     */
    Volunteer erased(Deed erased) {
        List<Volunteer> history =
                earlier.stream().map(each -> each.erased(erased)).toList();
        return with(null, null, null, null, withdrawal, erased, revision.withoutContent(), history, outbox)
                .at(submission.withoutFingerprint(), revision.withoutContent(), history, outbox);
    }

    /** The same, hashed anew, as it is sealed anew with each write. */
    Volunteer hashedBy(Hashes hashes) {
        List<Volunteer> history =
                earlier.stream().map(each -> each.fingerprintedBy(hashes)).toList();
        Volunteer latest = fingerprintedBy(hashes);
        Volunteer first = history.isEmpty() ? latest : history.get(0);
        Submission hashedSubmission = submission.withFingerprint(first.revision.fingerprint());
        List<String> hashed = person == null ? null : hashes.identity(activity.campaign(), person);
        return new Volunteer(
                id,
                hashedSubmission,
                activity,
                doneAt,
                person,
                consent,
                clientReference,
                revision.isRetraction() ? null : hashed,
                hashed,
                hashes.key(),
                withdrawal,
                erasure,
                latest.revision,
                history.stream()
                        .map(each -> each.at(hashedSubmission, each.revision, each.earlier, each.outbox))
                        .toList(),
                outbox);
    }

    private Volunteer fingerprintedBy(Hashes hashes) {
        Revision same = person == null
                ? revision
                : revision.withFingerprint(hashes.fingerprint(activity, doneAt, person, consent));
        return new Volunteer(
                id,
                submission,
                activity,
                doneAt,
                person,
                consent,
                clientReference,
                identity,
                who,
                hashes.key(),
                withdrawal,
                erasure,
                same,
                earlier,
                outbox);
    }

    /** The same without anything that keeps another out. */
    Volunteer withoutIdentity() {
        return with(person, clientReference, null, who, withdrawal, erasure, revision, earlier, outbox);
    }

    /** Says who it is to nobody who reads a log. */
    @Override
    public String toString() {
        return "Volunteer[" + id + "]";
    }
}
