package vn.bdhvs.session.nil;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.Submission;

/** A nil report as it was accepted; it lies at the beginning of its day. */
@Document(NilReport.COLLECTION)
record NilReport(
        @Id String id,
        Submission submission,
        NilReported activity,
        Instant doneAt,
        @Nullable Outbox outbox) implements Reported {

    static final String COLLECTION = "nilReports";
}
