package vn.bdhvs.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * Checks an activity against the campaign and the unit register. The command services refuse what fails it, and the
 * projector rejects it, so that both judge alike. Field names are those of the HTTP API.
 */
public final class ActivityCheck {

    /** How far ahead of the recorded time an activity may lie: the skew allowed between clocks. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Catalogue catalogue;
    private final UnitRegister units;

    public ActivityCheck(Catalogue catalogue, UnitRegister units) {
        this.catalogue = catalogue;
        this.units = units;
    }

    /**
     * Everything that is wrong, in the order of the fields; empty if the activity may be counted.
     *
     * @param timeField what the sender calls the time of the activity, e.g. {@code assistedAt}
     * @param time when it was done
     * @param recorded when it was accepted
     */
    public List<Violation> check(Activity activity, String timeField, Instant time, Instant recorded) {
        List<Violation> violations = new ArrayList<>();
        Optional<Campaign> found = catalogue.find(activity.campaign());
        if (found.isEmpty()) {
            violations.add(unknown("campaign", activity.campaign(), catalogue.codes()));
            return violations;
        }
        Campaign campaign = found.get();
        LocalDate day = LocalDate.ofInstant(time, campaign.timeZone());
        checkUnit(activity.unit(), campaign, day, violations);
        checkCode("team", activity.team(), campaign.teams(), violations);
        violations.addAll(activity.match(new KindCheck(campaign)));
        if (time.isAfter(recorded.plus(CLOCK_SKEW))) {
            violations.add(Violation.of(
                    "in-the-future",
                    timeField,
                    "%s lies in the future: it is %s now, and 5 minutes ahead at most are allowed"
                            .formatted(
                                    time.atZone(campaign.timeZone()).toOffsetDateTime(),
                                    recorded.atZone(campaign.timeZone()).toOffsetDateTime())));
        }
        return violations;
    }

    /** What only one kind of activity has. */
    private record KindCheck(Campaign campaign) implements Activity.Cases<List<Violation>> {

        @Override
        public List<Violation> citizenAssisted(CitizenAssisted assisted) {
            List<Violation> violations = new ArrayList<>();
            checkCode("service", assisted.service(), campaign.services(), violations);
            if (assisted.citizens() < 1) {
                violations.add(Violation.of(
                        "out-of-range",
                        "citizens",
                        "%d is not a number of people helped: 1 or more".formatted(assisted.citizens())));
            }
            return violations;
        }
    }

    private void checkUnit(String code, Campaign campaign, LocalDate day, List<Violation> violations) {
        if (units.isWithin(code, campaign.unit(), day)) {
            return;
        }
        List<Unit> spans = units.spans(code);
        if (spans.isEmpty()) {
            violations.add(Violation.of(
                    "unknown-unit",
                    "unit",
                    "there is no unit with the code '%s'; GET /api/v1/campaigns/%s lists them"
                            .formatted(code, campaign.code())));
        } else if (units.find(code, day).isEmpty()) {
            Unit last = spans.get(spans.size() - 1);
            violations.add(Violation.of(
                    "expired-unit",
                    "unit",
                    "%s (%s) was a unit from %s until before %s, not on %s"
                            .formatted(code, last.name(), last.validFrom(), last.validTo(), day)));
        } else {
            violations.add(Violation.of(
                    "unknown-unit",
                    "unit",
                    "the unit %s does not belong to unit %s, which runs this campaign"
                            .formatted(code, campaign.unit())));
        }
    }

    private static void checkCode(String field, String code, List<Campaign.Term> terms, List<Violation> violations) {
        if (terms.stream().noneMatch(term -> term.code().equals(code))) {
            violations.add(
                    unknown(field, code, terms.stream().map(Campaign.Term::code).toList()));
        }
    }

    private static Violation unknown(String field, String code, List<String> allowed) {
        return new Violation(
                "unknown-code",
                field,
                "'%s' is not known; one of: %s".formatted(code, String.join(", ", allowed)),
                allowed);
    }
}
