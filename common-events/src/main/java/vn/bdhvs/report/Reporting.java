package vn.bdhvs.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.outbox.OutboxBacklog;
import vn.bdhvs.outbox.OutboxFull;
import vn.bdhvs.outbox.OutboxRelay;

/**
 * Accepts reports of one kind. A report is accepted when it is durably written, together with its event; the event is
 * then sent without the reporter waiting for it. Repeating a request that bears a key or a reference changes nothing.
 */
public final class Reporting<R extends Reported<R>> {

    private final Reports<R> reports;
    private final Emitter emitter;
    private final Admission admission;
    private final BusinessClock clock;
    private final OutboxBacklog backlog;
    private final OutboxRelay relay;
    private final ReportMetrics metrics;

    Reporting(
            Reports<R> reports,
            Emitter emitter,
            Admission admission,
            BusinessClock clock,
            OutboxBacklog backlog,
            OutboxRelay relay,
            ReportMetrics metrics) {
        this.reports = reports;
        this.emitter = emitter;
        this.admission = admission;
        this.clock = clock;
        this.backlog = backlog;
        this.relay = relay;
        this.metrics = metrics;
    }

    /**
     * Accepts one report.
     *
     * @param requestKey the request's {@code Idempotency-Key}, if it bears one
     * @throws RefusedReport if it is not accepted; nothing was written
     * @throws vn.bdhvs.outbox.OutboxFull if no more is accepted for now; nothing was written
     */
    public Accepted<R> report(Report<R> report, Client client, @Nullable String requestKey) {
        ReportMetrics.Outcome outcome = ReportMetrics.Outcome.REFUSED;
        try {
            Accepted<R> accepted = take(report, client, requestKey);
            outcome =
                    accepted.as() == Accepted.As.NEW ? ReportMetrics.Outcome.ACCEPTED : ReportMetrics.Outcome.REPEATED;
            return accepted;
        } catch (OutboxFull e) {
            outcome = ReportMetrics.Outcome.NO_ROOM;
            throw e;
        } finally {
            metrics.count(report.activity(), outcome);
        }
    }

    private Accepted<R> take(Report<R> report, Client client, @Nullable String requestKey) {
        Instant now = now();
        Optional<RefusedReport> refusal = admission.refusal(report, client, now);
        if (refusal.isPresent()) {
            // What was accepted stays accepted, whatever has become of the catalogue or of the client's units since.
            return earlier(report, client, requestKey).orElseThrow(refusal::get);
        }
        if (backlog.isFull()) {
            Optional<Accepted<R>> earlier = earlier(report, client, requestKey);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            backlog.requireRoom();
        }
        R reported = accept(report, client, requestKey, now);
        try {
            reports.add(reported);
        } catch (DuplicateKeyException e) {
            // The driver repeats an insert whose answer was lost: then the copy it runs into is this very one.
            if (reports.withId(reported.id()).isEmpty()) {
                // Its message would quote the reference, which is nobody's business.
                return earlier(report, client, requestKey).orElseThrow(() -> taken(report));
            }
        }
        if (reported.outbox() != null) {
            relay.handOver(reports.collection(), reported.id(), reported.outbox());
        }
        return new Accepted<>(reported, Accepted.As.NEW, admission.warnings(report));
    }

    private static RuntimeException taken(Report<?> report) {
        return report.identity().isEmpty()
                ? new DataAccessResourceFailureException(
                        "the key or the reference is taken, and what has it is not to be found")
                : RefusedReport.identityTaken();
    }

    private Optional<Accepted<R>> earlier(Report<R> report, Client client, @Nullable String requestKey) {
        return new Earlier<>(
                        reports.ofRequest(client, requestKey).orElse(null),
                        reports.withReference(client, report.clientReference()).orElse(null),
                        reports.keptReference(client, report))
                .repeatedBy(report)
                .map(accepted -> new Accepted<>(
                        shown(accepted.reported(), client),
                        accepted.as(),
                        admission.warnings(report, accepted.reported())));
    }

    /** Whoever may not look at a report any more is told again what they said themselves, and nothing that came after. */
    private R shown(R reported, Client client) {
        return reported.earlier().isEmpty() || admission.mayRead(client, reported)
                ? reported
                : reported.earlier().get(0);
    }

    /** Prepares a batch of this kind of report from one client. */
    public Batch<R> batch(Client client, boolean dryRun) {
        return new Batch<>(this, reports, admission, backlog, relay, metrics, client, dryRun);
    }

    /** Business time, as exact as it is kept. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The report as it will be kept, with its event pending; not yet written. */
    R accept(Report<R> report, Client client, @Nullable String requestKey, Instant recordedAt) {
        String id = Emitter.newId();
        String reference = reports.keptReference(client, report);
        Submission submission = new Submission(
                client.name(),
                requestKey == null ? Submission.OWN + id : reports.kept(client, requestKey),
                reference == null ? Submission.OWN + id : reference,
                report.fingerprint(),
                recordedAt);
        ActivityEvent event =
                emitter.event(Emitter.newId(), id, submission, report.doneAt(), recordedAt, report.activity());
        Revision revision = Revision.reported(recordedAt, client.name(), report.fingerprint(), event.id());
        return report.kept(id, submission, revision, List.of(), Outbox.of(event));
    }
}
