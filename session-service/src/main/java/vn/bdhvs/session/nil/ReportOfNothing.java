package vn.bdhvs.session.nil;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Fingerprint;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;

/** What a client reports when a unit did nothing. Its unit and day name it, so that saying so twice changes nothing. */
record ReportOfNothing(NilReported activity, Instant doneAt) implements Report<NilReport> {

    @Override
    public String timeField() {
        return "day";
    }

    @Override
    public String clientReference() {
        return String.join(
                "/", activity.campaign(), activity.unit(), activity.day().toString());
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(activity);
    }

    @Override
    public NilReport kept(
            String id, Submission submission, Revision revision, List<NilReport> earlier, @Nullable Outbox outbox) {
        return new NilReport(id, submission, activity, doneAt, revision, earlier, outbox);
    }
}
