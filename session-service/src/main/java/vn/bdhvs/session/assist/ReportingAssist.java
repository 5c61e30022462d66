package vn.bdhvs.session.assist;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import vn.bdhvs.campaign.ActivityCheck;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.outbox.OutboxBacklog;
import vn.bdhvs.outbox.OutboxRelay;
import vn.bdhvs.unit.UnitRegister;

/**
 * Accepts the report of an assist. It is accepted when it is durably written, together with its event; the event is then
 * sent without the reporter waiting for it. Repeating a request that bears a key or a reference changes nothing.
 */
@Service
public class ReportingAssist {

    private final Assists assists;
    private final ActivityCheck check;
    private final Catalogue catalogue;
    private final UnitRegister units;
    private final BusinessClock clock;
    private final OutboxBacklog backlog;
    private final OutboxRelay relay;

    ReportingAssist(
            Assists assists,
            ActivityCheck check,
            Catalogue catalogue,
            UnitRegister units,
            BusinessClock clock,
            OutboxBacklog backlog,
            OutboxRelay relay) {
        this.assists = assists;
        this.check = check;
        this.catalogue = catalogue;
        this.units = units;
        this.clock = clock;
        this.backlog = backlog;
        this.relay = relay;
    }

    /**
     * @param requestKey the request's {@code Idempotency-Key}, if it bears one
     * @throws RefusedReport if it is not accepted; nothing was written
     * @throws vn.bdhvs.outbox.OutboxFull if no more is accepted for now; nothing was written
     */
    public Accepted report(AssistReport report, Client client, @Nullable String requestKey) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        requireValid(report, now);
        requireWithin(client, report);
        if (backlog.isFull()) {
            Optional<Accepted> earlier = earlier(report, client, requestKey);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            backlog.requireRoom();
        }
        Assist assist = Assist.report(report, client, requestKey, now);
        try {
            assists.add(assist);
        } catch (DuplicateKeyException e) {
            // The driver repeats an insert whose answer was lost: then the copy it runs into is this very one.
            if (assists.withId(assist.id()).isEmpty()) {
                return earlier(report, client, requestKey).orElseThrow(() -> e);
            }
        }
        if (assist.outbox() != null) {
            relay.handOver(Assists.COLLECTION, assist.id(), assist.outbox());
        }
        return new Accepted(assist, Accepted.As.NEW);
    }

    private void requireValid(AssistReport report, Instant now) {
        List<Violation> violations = check.check(report.assisted(), "assistedAt", report.assistedAt(), now);
        if (!violations.isEmpty()) {
            throw new RefusedReport(RefusedReport.Reason.INVALID, "", violations);
        }
    }

    private void requireWithin(Client client, AssistReport report) {
        LocalDate day = catalogue
                .find(report.assisted().campaign())
                .map(campaign -> LocalDate.ofInstant(report.assistedAt(), campaign.timeZone()))
                .orElseThrow();
        if (!client.speaksFor(report.assisted().unit(), day, units)) {
            throw new RefusedReport(
                    RefusedReport.Reason.OUTSIDE_SCOPE,
                    "'%s' may report for the units %s and those below them; %s was none of these on %s"
                            .formatted(
                                    client.name(),
                                    client.units(),
                                    report.assisted().unit(),
                                    day),
                    List.of());
        }
    }

    private Optional<Accepted> earlier(AssistReport report, Client client, @Nullable String requestKey) {
        Optional<Assist> sameRequest = assists.ofRequest(client, requestKey);
        if (sameRequest.isPresent()) {
            if (!sameRequest.get().cameOf(report)) {
                throw new RefusedReport(
                        RefusedReport.Reason.KEY_REUSED,
                        "This Idempotency-Key came with another body before; a new report needs a new key.",
                        List.of());
            }
            return Optional.of(new Accepted(sameRequest.get(), Accepted.As.SAME_REQUEST));
        }
        Optional<Assist> sameReference = assists.withReference(client, report.clientReference());
        if (sameReference.isPresent() && !sameReference.get().says(report)) {
            throw new RefusedReport(
                    RefusedReport.Reason.REFERENCE_TAKEN,
                    "The clientReference '%s' names another report, %s, of other content."
                            .formatted(
                                    report.clientReference(),
                                    sameReference.get().id()),
                    List.of());
        }
        return sameReference.map(assist -> new Accepted(assist, Accepted.As.SAME_REFERENCE));
    }
}
