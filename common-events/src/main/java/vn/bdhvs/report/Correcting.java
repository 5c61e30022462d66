package vn.bdhvs.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.outbox.Outbox;
import vn.bdhvs.outbox.OutboxBacklog;
import vn.bdhvs.outbox.OutboxRelay;

/**
 * Corrects reports and takes them back. Both are reversals: an event that takes back what was said before and, for a
 * correction, one that says what holds now. They are written together with the report, by one atomic write that asks
 * whether the report still is what the client has seen. Whoever may report for the unit of a report may do so; what lies
 * outside a client's units does not exist for it.
 */
public final class Correcting<R extends Reported<R>> {

    /** Most versions that a report has by corrections: its document holds them all. */
    static final int MOST_REVISIONS = 100;

    private final Reports<R> reports;
    private final Emitter emitter;
    private final Admission admission;
    private final BusinessClock clock;
    private final OutboxBacklog backlog;
    private final OutboxRelay relay;

    Correcting(
            Reports<R> reports,
            Emitter emitter,
            Admission admission,
            BusinessClock clock,
            OutboxBacklog backlog,
            OutboxRelay relay) {
        this.reports = reports;
        this.emitter = emitter;
        this.admission = admission;
        this.clock = clock;
        this.backlog = backlog;
        this.relay = relay;
    }

    /**
     * Replaces what a report says. It keeps its id, its sender and its reference. A correction that changes nothing, and
     * one that was already made (its answer was lost), change nothing.
     *
     * @param seen whether a version is one that the client has seen, and so wants to replace
     * @return the report as it stands; empty if there is none in the client's units
     * @throws RefusedReport if it is refused; nothing was written
     * @throws vn.bdhvs.outbox.OutboxFull if no more is accepted for now; nothing was written
     */
    public Optional<Accepted<R>> correct(String id, Report<R> report, Client client, Predicate<Integer> seen) {
        return revise(id, client, current -> correction(current, report, client, seen))
                .map(corrected -> new Accepted<>(corrected, Accepted.As.NEW, admission.warnings(report)));
    }

    /**
     * Takes a report back. Doing so again changes nothing: the first reason stands.
     *
     * @param reason for people; it stays in this service, and is not kept of whoever was erased: it may tell of them
     * @param seen whether a version is one that the client has seen
     * @return the report as it stands; empty if there is none in the client's units
     * @throws RefusedReport if it is refused; nothing was written
     * @throws vn.bdhvs.outbox.OutboxFull if no more is accepted for now; nothing was written
     */
    public Optional<R> retract(String id, String reason, Client client, Predicate<Integer> seen) {
        return revise(id, client, current -> retraction(current, reason, client, seen));
    }

    /**
     * Writes a change, and tries again while only the outbox of the report was touched meanwhile.
     *
     * @param change what a report becomes; the very same object if nothing is to be changed
     */
    private Optional<R> revise(String id, Client client, Function<R, R> change) {
        @Nullable R tried = null;
        while (true) {
            R current = reports.withId(id)
                    .filter(reported -> admission.mayRead(client, reported))
                    .orElse(null);
            if (current == null) {
                return Optional.empty();
            }
            if (tried != null && current.revision().equals(tried.revision())) {
                // Written, but the answer of the database was lost and its driver asked again.
                return Optional.of(current);
            }
            R changed = change.apply(current);
            if (changed == current) {
                return Optional.of(current);
            }
            backlog.requireRoom();
            tried = changed;
            if (replace(current, changed)) {
                if (changed.outbox() != null) {
                    relay.handOver(reports.collection(), id, changed.outbox());
                }
                return Optional.of(changed);
            }
        }
    }

    private boolean replace(R current, R changed) {
        try {
            return reports.replace(current, changed);
        } catch (DuplicateKeyException e) {
            throw RefusedReport.identityTaken();
        }
    }

    private R correction(R current, Report<R> report, Client client, Predicate<Integer> seen) {
        Revision standing = current.revision();
        if (standing.isRetraction()) {
            throw new RefusedReport(
                    RefusedReport.Reason.TAKEN_BACK,
                    "This report was taken back; report anew what was done, under another clientReference.",
                    List.of());
        }
        if (current.isErased()) {
            throw new RefusedReport(
                    RefusedReport.Reason.ERASED,
                    "The person of this report had everything about them erased; it cannot say anything of them again.",
                    List.of());
        }
        Instant now = now(standing);
        admission.refusal(report, client, now).ifPresent(refused -> {
            throw refused;
        });
        requireSameReference(current, report);
        boolean same = report.isSaidBy(standing.fingerprint());
        boolean mine = standing.client().equals(client.name());
        if (same && (seen.test(standing.version()) || (mine && seen.test(standing.version() - 1)))) {
            return current;
        }
        requireSeen(current, seen);
        if (standing.version() >= MOST_REVISIONS) {
            throw new RefusedReport(
                    RefusedReport.Reason.REVISED_TOO_OFTEN,
                    "A report has %d versions at most; take it back and report anew.".formatted(MOST_REVISIONS),
                    List.of());
        }
        List<ActivityEvent> events = new ArrayList<>();
        if (!current.activity().equals(report.activity()) || !current.doneAt().equals(report.doneAt())) {
            events.add(emitter.reversal(current, now));
            events.add(emitter.event(
                    Emitter.newId(), current.id(), current.submission(), report.doneAt(), now, report.activity()));
        }
        Revision revision = standing.corrected(
                now,
                client.name(),
                report.fingerprint(),
                events.isEmpty() ? standing.event() : events.get(1).id(),
                events.isEmpty() ? null : events.get(0).id());
        return report.kept(
                current.id(), current.submission(), revision, history(current), pending(current.outbox(), events));
    }

    private R retraction(R current, String reason, Client client, Predicate<Integer> seen) {
        if (current.revision().isRetraction()) {
            return current;
        }
        requireSeen(current, seen);
        Instant now = now(current.revision());
        ActivityEvent reversal = emitter.reversal(current, now);
        Submission submission =
                current.isNamedByContent() ? current.submission().withoutReference(current.id()) : current.submission();
        Revision retracted = current.revision().retracted(now, client.name(), reason, reversal.id());
        return current.at(
                submission,
                current.isErased() ? retracted.withoutContent() : retracted,
                history(current),
                pending(current.outbox(), List.of(reversal)));
    }

    private static void requireSeen(Reported<?> current, Predicate<Integer> seen) {
        if (!seen.test(current.revision().version())) {
            throw new RefusedReport(
                    RefusedReport.Reason.STALE,
                    "This report is at version %d by now; look at it again (GET) and send its ETag as If-Match."
                            .formatted(current.revision().version()),
                    List.of());
        }
    }

    private void requireSameReference(Reported<?> current, Report<?> report) {
        String reference = report.clientReference();
        if (reference != null && !current.submission().isNamed(reports.kept(current.submission(), reference))) {
            throw new RefusedReport(
                    RefusedReport.Reason.REFERENCE_CHANGED,
                    "A correction cannot change what names a report: its clientReference or, of a nil report, its campaign,"
                            + " unit and day. Take it back and report anew.",
                    List.of());
        }
    }

    private List<R> history(R current) {
        List<R> earlier = new ArrayList<>(current.earlier());
        earlier.add(current.asHistory());
        return earlier;
    }

    private static @Nullable Outbox pending(@Nullable Outbox outbox, List<ActivityEvent> events) {
        if (events.isEmpty()) {
            return outbox;
        }
        Outbox more = Outbox.of(events.toArray(ActivityEvent[]::new));
        return outbox == null ? more : outbox.followedBy(more);
    }

    /** Never before what is revised, which an instance may have accepted whose clock is ahead. */
    private Instant now(Revision standing) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(standing.at()) ? standing.at() : now;
    }
}
