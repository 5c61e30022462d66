package vn.bdhvs.session.assist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.report.Fingerprint;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Revision;
import vn.bdhvs.report.Submission;

/** What a client reports of an assist. */
record AssistReport(
        CitizenAssisted activity, Instant doneAt, @Nullable String clientReference) implements Report<Assist> {

    @Override
    public String timeField() {
        return "assistedAt";
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(activity, doneAt);
    }

    @Override
    public Assist kept(
            String id, Submission submission, Revision revision, List<Assist> earlier, @Nullable Outbox outbox) {
        return new Assist(id, submission, activity, doneAt, revision, earlier, outbox);
    }
}
