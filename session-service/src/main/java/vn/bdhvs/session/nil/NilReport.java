package vn.bdhvs.session.nil;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;

/** A nil report as it was accepted; it lies at the beginning of its day. */
@Document(NilReport.COLLECTION)
record NilReport(
        @Id String id,
        Submission submission,
        NilReported activity,
        Instant doneAt,
        Revision revision,
        List<NilReport> earlier,
        @Nullable Outbox outbox)
        implements Reported<NilReport> {

    static final String COLLECTION = "nilReports";

    @Override
    public NilReport at(Submission submission, Revision revision, List<NilReport> earlier, @Nullable Outbox outbox) {
        return new NilReport(id, submission, activity, doneAt, revision, earlier, outbox);
    }

    @Override
    public boolean isNamedByContent() {
        return true;
    }
}
