package vn.bdhvs.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * Checks an activity against the campaign and the unit register. The command services refuse what fails it, and the
 * projector rejects it, so that both judge alike. Field names are those of the HTTP API.
 */
public final class ActivityCheck {

    /** How far ahead of the recorded time an activity may lie: the skew allowed between clocks. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Minutes in a day: a class that goes on for longer is reported day by day. */
    private static final int LONGEST_CLASS = 24 * 60;

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
        LocalDate day = campaign.day(time);
        checkUnit(activity.unit(), campaign, day, violations);
        violations.addAll(activity.match(new KindCheck(campaign, time)));
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
    private record KindCheck(Campaign campaign, Instant time) implements Activity.Cases<List<Violation>> {

        @Override
        public List<Violation> volunteerRegistered(VolunteerRegistered registered) {
            List<Violation> violations = new ArrayList<>();
            checkCode("team", registered.team(), campaign.teams(), violations);
            return violations;
        }

        @Override
        public List<Violation> classHeld(ClassHeld held) {
            List<Violation> violations = new ArrayList<>();
            checkCode("team", held.team(), campaign.teams(), violations);
            checkCode("topic", held.topic(), campaign.topics(), violations);
            checkRange("durationMinutes", held.durationMinutes(), 1, LONGEST_CLASS, violations);
            checkRange("learners.total", held.learners().total(), 0, Integer.MAX_VALUE, violations);
            checkGroup("learners.members", held.learners().members(), held.learners(), violations);
            checkGroup("learners.female", held.learners().female(), held.learners(), violations);
            checkGroup("learners.over60", held.learners().over60(), held.learners(), violations);
            checkRange("instructors", held.instructors(), 1, Integer.MAX_VALUE, violations);
            return violations;
        }

        @Override
        public List<Violation> citizenAssisted(CitizenAssisted assisted) {
            List<Violation> violations = new ArrayList<>();
            checkCode("team", assisted.team(), campaign.teams(), violations);
            checkCode("service", assisted.service(), campaign.services(), violations);
            checkRange("citizens", assisted.citizens(), 1, Integer.MAX_VALUE, violations);
            return violations;
        }

        @Override
        public List<Violation> nilReported(NilReported nil) {
            Instant begins = nil.day().atStartOfDay(campaign.timeZone()).toInstant();
            return begins.equals(time)
                    ? List.of()
                    : List.of(Violation.of(
                            "out-of-range",
                            "day",
                            "the time of a nil report is when its day begins: %s for %s".formatted(begins, nil.day())));
        }

        private static void checkGroup(
                String field, @Nullable Integer group, ClassHeld.Learners learners, List<Violation> violations) {
            if (group != null) {
                checkRange(field, group, 0, Math.max(0, learners.total()), violations);
            }
        }

        private static void checkRange(String field, int value, int least, int most, List<Violation> violations) {
            if (value < least || value > most) {
                String allowed = most == Integer.MAX_VALUE ? least + " or more" : "%d to %d".formatted(least, most);
                violations.add(Violation.of(
                        "out-of-range", field, "'%s' is %d; allowed: %s".formatted(field, value, allowed)));
            }
        }
    }

    /**
     * What is unusual about an activity that may be counted: worth a second look by its sender, and no reason to refuse it.
     * One real class had 250,000 attendees.
     */
    public List<Violation> unusual(Activity activity) {
        return catalogue
                .find(activity.campaign())
                .map(campaign -> activity.match(new Unusual(campaign.unusual())))
                .orElse(List.of());
    }

    private record Unusual(Campaign.Unusual from) implements Activity.Cases<List<Violation>> {

        @Override
        public List<Violation> volunteerRegistered(VolunteerRegistered registered) {
            return List.of();
        }

        @Override
        public List<Violation> classHeld(ClassHeld held) {
            return above("learners.total", held.learners().total(), from.learners());
        }

        @Override
        public List<Violation> citizenAssisted(CitizenAssisted assisted) {
            return above("citizens", assisted.citizens(), from.citizens());
        }

        @Override
        public List<Violation> nilReported(NilReported nil) {
            return List.of();
        }

        private static List<Violation> above(String field, int value, int usual) {
            return value <= usual
                    ? List.of()
                    : List.of(Violation.of(
                            "unusually-large",
                            field,
                            "'%s' is %d, above the usual %d at most; it counts as it is: correct it if it is a slip"
                                    .formatted(field, value, usual)));
        }
    }

    private void checkUnit(String code, Campaign campaign, LocalDate day, List<Violation> violations) {
        Optional<Unit> root = campaign.unitOn(day, units);
        if (root.isPresent() && units.isWithin(code, root.get().code(), day)) {
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
            violations.add(Violation.of("expired-unit", "unit", notOn(day, code, spans)));
        } else {
            violations.add(Violation.of(
                    "unknown-unit",
                    "unit",
                    "the unit %s does not belong to unit %s, which runs this campaign"
                            .formatted(code, root.map(Unit::code).orElse(campaign.unit()))));
        }
    }

    private String notOn(LocalDate day, String code, List<Unit> spans) {
        Unit nearest = spans.stream()
                .filter(unit -> unit.hasEndedBy(day))
                .reduce((earlier, later) -> later)
                .orElse(spans.get(0));
        if (!nearest.hasEndedBy(day)) {
            return "%s (%s) is a unit from %s on, and was none on %s"
                    .formatted(code, nearest.name(), nearest.validFrom(), day);
        }
        String successors = units.successors(nearest).stream()
                .map(unit -> "%s (%s)".formatted(unit.code(), unit.name()))
                .collect(Collectors.joining(", "));
        return "%s (%s) was a unit until before %s, and none on %s%s"
                .formatted(
                        code,
                        nearest.name(),
                        nearest.validTo(),
                        day,
                        successors.isEmpty() ? "" : "; what became of it: " + successors);
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
