package vn.bdhvs.registration.volunteer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.campaign.ActivityCheck;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.event.VolunteerRegistered;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;

/** What a client reports of a volunteer who joined a team. */
record Registration(
        VolunteerRegistered activity,
        Instant doneAt,
        Person person,
        Consent consent,
        @Nullable String clientReference,
        Hashes hashes)
        implements Report<Volunteer> {

    private static final int OLDEST_BIRTH_YEAR = 1900;

    /** It is kept as proof when the person is erased, so it has no room for what tells of a person. */
    static final String CODE = "[A-Za-z0-9._-]{1,64}";

    /** A birth year is a local year; no zone is this far ahead of UTC. */
    private static final Duration FURTHEST_AHEAD = Duration.ofHours(14);

    @Override
    public String timeField() {
        return "registeredAt";
    }

    @Override
    public String fingerprint() {
        return hashes.fingerprint(activity, doneAt, person, consent);
    }

    @Override
    public boolean isSaidBy(String kept) {
        return hashes.isFingerprint(kept, activity, doneAt, person, consent);
    }

    /** One person, told by the telephone, is one volunteer of a campaign. */
    @Override
    public List<String> identity() {
        return hashes.identity(activity.campaign(), person);
    }

    @Override
    public List<Violation> violations(Instant now) {
        List<Violation> violations = new ArrayList<>();
        int thisYear =
                LocalDate.ofInstant(now.plus(FURTHEST_AHEAD), ZoneOffset.UTC).getYear();
        if (person.birthYear() < OLDEST_BIRTH_YEAR || person.birthYear() > thisYear) {
            violations.add(Violation.of(
                    "out-of-range",
                    "birthYear",
                    "'birthYear' is %d; allowed: %d to %d".formatted(person.birthYear(), OLDEST_BIRTH_YEAR, thisYear)));
        }
        if (consent.givenAt().isAfter(now.plus(ActivityCheck.CLOCK_SKEW))) {
            violations.add(Violation.of(
                    "in-the-future",
                    "consent.givenAt",
                    "%s lies in the future: a consent that is still to be given is none".formatted(consent.givenAt())));
        }
        requireCode(violations, "consent.purpose", consent.purpose());
        requireCode(violations, "consent.textVersion", consent.textVersion());
        return violations;
    }

    private static void requireCode(List<Violation> violations, String field, @Nullable String text) {
        if (text != null && !text.matches(CODE)) {
            violations.add(Violation.of(
                    "out-of-range",
                    field,
                    "'%s' must be a code of at most 64 letters, digits, '.', '_' and '-'".formatted(field)));
        }
    }

    /**
     * A correction keeps what its client called it first, and is hashed anew once all that is kept of it is. A consent that
     * was withdrawn stays so until another is given, after that.
     */
    @Override
    public Volunteer kept(
            String id, Submission submission, Revision revision, List<Volunteer> earlier, @Nullable Outbox outbox) {
        Volunteer corrected = earlier.isEmpty() ? null : earlier.get(earlier.size() - 1);
        return new Volunteer(
                id,
                submission,
                activity,
                doneAt,
                person,
                consent,
                corrected == null ? clientReference : corrected.clientReference(),
                identity(),
                identity(),
                corrected == null ? hashes.key() : corrected.sealedWith(),
                corrected == null ? null : standing(corrected),
                null,
                revision,
                earlier,
                outbox);
    }

    /** What stands of a withdrawal: nothing once another consent was given after it. */
    private Volunteer.@Nullable Deed standing(Volunteer corrected) {
        Volunteer.Deed withdrawal = corrected.withdrawal();
        boolean lifted = withdrawal != null
                && consent.givenAt().isAfter(corrected.consent().givenAt())
                && consent.givenAt().isAfter(withdrawal.at());
        return lifted ? null : withdrawal;
    }

    /** Says who it is about to nobody who reads a log. */
    @Override
    public String toString() {
        return "Registration[…]";
    }
}
