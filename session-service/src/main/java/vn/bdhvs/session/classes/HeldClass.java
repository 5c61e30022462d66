package vn.bdhvs.session.classes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;

/**
 * A class as it was reported and accepted.
 *
 * @param venue where it took place, free text, which no event carries
 */
@Document(HeldClass.COLLECTION)
record HeldClass(
        @Id String id,
        Submission submission,
        ClassHeld activity,
        Instant doneAt,
        @Nullable String venue,
        Revision revision,
        List<HeldClass> earlier,
        @Nullable Outbox outbox)
        implements Reported<HeldClass> {

    static final String COLLECTION = "classes";

    @Override
    public HeldClass at(Submission submission, Revision revision, List<HeldClass> earlier, @Nullable Outbox outbox) {
        return new HeldClass(id, submission, activity, doneAt, venue, revision, earlier, outbox);
    }
}
