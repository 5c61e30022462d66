package vn.bdhvs.registration.volunteer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import vn.bdhvs.event.VolunteerRegistered;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Reported;
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
        @Nullable Outbox outbox)
        implements Reported {

    static final String COLLECTION = "volunteers";
}
