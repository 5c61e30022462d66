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

/** A volunteer as registered and accepted. */
@Document(Volunteer.COLLECTION)
record Volunteer(
        @Id String id,
        Submission submission,
        VolunteerRegistered activity,
        Instant doneAt,
        Person person,
        Consent consent,
        Revision revision,
        List<Volunteer> earlier,
        @Nullable Outbox outbox)
        implements Reported<Volunteer> {

    static final String COLLECTION = "volunteers";

    @Override
    public Volunteer at(Submission submission, Revision revision, List<Volunteer> earlier, @Nullable Outbox outbox) {
        return new Volunteer(id, submission, activity, doneAt, person, consent, revision, earlier, outbox);
    }
}
