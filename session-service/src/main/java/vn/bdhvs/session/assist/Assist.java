package vn.bdhvs.session.assist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;

/** An assist as it was reported and accepted. */
@Document(Assist.COLLECTION)
record Assist(
        @Id String id,
        Submission submission,
        CitizenAssisted activity,
        Instant doneAt,
        Revision revision,
        List<Assist> earlier,
        @Nullable Outbox outbox)
        implements Reported<Assist> {

    static final String COLLECTION = "assists";

    @Override
    public Assist at(Submission submission, Revision revision, List<Assist> earlier, @Nullable Outbox outbox) {
        return new Assist(id, submission, activity, doneAt, revision, earlier, outbox);
    }
}
