package vn.bdhvs.session.assist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Submission;

/** An assist as it was reported and accepted. */
@Document(Assist.COLLECTION)
record Assist(
        @Id String id,
        Submission submission,
        CitizenAssisted activity,
        Instant doneAt,
        @Nullable Outbox outbox) implements Reported {

    static final String COLLECTION = "assists";
}
