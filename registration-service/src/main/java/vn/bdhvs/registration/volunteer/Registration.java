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
        return violations;
    }

    /**
     * A correction keeps what its client called it first, and is hashed anew once all that is kept of it is. A consent that
     * was withdrawn stays so until another is given.
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
                corrected == null || !corrected.consent().equals(consent) ? null : corrected.withdrawal(),
                null,
                revision,
                earlier,
                outbox);
    }

    /** Says who it is about to nobody who reads a log. */
    @Override
    public String toString() {
        return "Registration[…]";
    }
}
