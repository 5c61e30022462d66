package vn.bdhvs.registration.volunteer;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import vn.bdhvs.event.VolunteerRegistered;
import vn.bdhvs.registration.sealing.Seal;
import vn.bdhvs.report.Fingerprint;

/**
 * What of volunteers is kept hashed: who it is, to find the same person again, and what a report said, to know it again.
 * Under a key, for a telephone number is soon found behind a plain hash.
 */
@Component
final class Hashes {

    private final Seal seal;

    Hashes(Seal seal) {
        this.seal = seal;
    }

    /** Id of the key that these are made with. */
    String key() {
        return seal.key();
    }

    /** Hashes of a person in a campaign under each key. */
    List<String> identity(String campaign, Person person) {
        return identity(campaign, person.phone());
    }

    /** Hashes of whoever has this telephone, in its national form. */
    List<String> identity(String campaign, String phone) {
        return seal.hashes("person\n" + campaign + "\n" + phone);
    }

    String fingerprint(VolunteerRegistered activity, Instant doneAt, Person person, Consent consent) {
        return seal.hash(said(activity, doneAt, person, consent));
    }

    /** Whether a fingerprint is of this content, under whichever key; or without any, if it is older than keys. */
    boolean isFingerprint(String kept, VolunteerRegistered activity, Instant doneAt, Person person, Consent consent) {
        String said = said(activity, doneAt, person, consent);
        return seal.isHash(kept, said) || kept.equals(said);
    }

    private static String said(VolunteerRegistered activity, Instant doneAt, Person person, Consent consent) {
        return Fingerprint.of(activity, doneAt, person, consent);
    }
}
