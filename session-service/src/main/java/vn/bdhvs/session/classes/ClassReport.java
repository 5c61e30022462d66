package vn.bdhvs.session.classes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Fingerprint;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;

/** What a client reports of a class. */
record ClassReport(
        ClassHeld activity,
        Instant doneAt,
        @Nullable String venue,
        @Nullable String clientReference) implements Report<HeldClass> {

    @Override
    public String timeField() {
        return "startedAt";
    }

    @Override
    public String fingerprint() {
        return venue == null ? Fingerprint.of(activity, doneAt) : Fingerprint.of(activity, doneAt, venue);
    }

    @Override
    public HeldClass kept(
            String id, Submission submission, Revision revision, List<HeldClass> earlier, @Nullable Outbox outbox) {
        return new HeldClass(id, submission, activity, doneAt, venue, revision, earlier, outbox);
    }
}
