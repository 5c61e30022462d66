package vn.bdhvs.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.bdhvs.campaign.ActivityCheck;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.event.Activity;
import vn.bdhvs.unit.UnitRegister;

/** Decides whether a client may report what it reports, and may read what was reported. */
public final class Admission {

    private final ActivityCheck check;
    private final Catalogue catalogue;
    private final UnitRegister units;

    Admission(ActivityCheck check, Catalogue catalogue, UnitRegister units) {
        this.check = check;
        this.catalogue = catalogue;
        this.units = units;
    }

    /** Why the report is refused; empty if it is admitted. */
    Optional<RefusedReport> refusal(Report<?> report, Client client, Instant now) {
        List<Violation> violations =
                new ArrayList<>(check.check(report.activity(), report.timeField(), report.doneAt(), now));
        violations.addAll(report.violations(now));
        if (!violations.isEmpty()) {
            return Optional.of(new RefusedReport(RefusedReport.Reason.INVALID, "", violations));
        }
        LocalDate day = day(report.activity(), report.doneAt()).orElseThrow();
        if (!client.speaksFor(report.activity().unit(), day, units)) {
            return Optional.of(new RefusedReport(
                    RefusedReport.Reason.OUTSIDE_SCOPE,
                    "'%s' may report for the units %s and those below them; %s was none of these on %s"
                            .formatted(
                                    client.name(),
                                    client.units(),
                                    report.activity().unit(),
                                    day),
                    List.of()));
        }
        return Optional.empty();
    }

    List<Violation> warnings(Report<?> report) {
        return check.unusual(report.activity());
    }

    /** What its sender should look at, above all if what is kept of it does not count. */
    List<Violation> warnings(Report<?> report, Reported<?> kept) {
        List<Violation> warnings = new ArrayList<>(warnings(report));
        if (kept.revision().isRetraction()) {
            warnings.add(Violation.of(
                    "taken-back",
                    "clientReference",
                    "this report was taken back and does not count; to report it anew, give it another clientReference or"
                            + " Idempotency-Key"));
        }
        if (kept.isErased()) {
            warnings.add(Violation.of(
                    "erased",
                    "clientReference",
                    "the person of this report had everything about them erased; nothing of it was kept now"));
        }
        return warnings;
    }

    boolean mayRead(Client client, Reported<?> reported) {
        return day(reported.activity(), reported.doneAt())
                .filter(day -> client.speaksFor(reported.activity().unit(), day, units))
                .isPresent();
    }

    private Optional<LocalDate> day(Activity activity, Instant doneAt) {
        return catalogue.find(activity.campaign()).map(campaign -> campaign.day(doneAt));
    }
}
