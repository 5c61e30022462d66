package vn.bdhvs.analytics.figures;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bson.Document;
import vn.bdhvs.analytics.pace.Plan;
import vn.bdhvs.campaign.Campaign;

/**
 * A target of a campaign as it is counted: how much of it a cell holds.
 *
 * @param plan how it is spread over its days; outside of these nothing counts
 */
public record Goal(Campaign.Target target, Measure measure, Plan plan) {

    /**
     * The targets that can be counted: those whose phase has dates.
     *
     * @throws IllegalArgumentException naming the target and what is wrong with it
     */
    public static List<Goal> of(Campaign campaign) {
        return campaign.targets().stream()
                .flatMap(target -> Plan.of(campaign, target).map(plan -> of(target, plan)).stream())
                .toList();
    }

    private static Goal of(Campaign.Target target, Plan plan) {
        Measure measure = Measure.of(target.measure())
                .orElseThrow(() -> wrong(
                        target,
                        "its measure '%s' is none of %s"
                                .formatted(
                                        target.measure(),
                                        List.of(Measure.values()).stream()
                                                .map(Measure::code)
                                                .toList())));
        if (measure.isPersonal()) {
            throw wrong(target, "'%s' counts people by what is personal of them".formatted(measure.code()));
        }
        List<String> dimensions = measure.kind().dimensions();
        if (!dimensions.containsAll(target.where().keySet())) {
            throw wrong(
                    target,
                    "'%s' can be narrowed by %s, not by %s"
                            .formatted(
                                    measure.code(), dimensions, target.where().keySet()));
        }
        if (target.value() <= 0 || target.units().values().stream().anyMatch(value -> value <= 0)) {
            throw wrong(target, "its values must be above 0");
        }
        return new Goal(target, measure, plan);
    }

    private static IllegalArgumentException wrong(Campaign.Target target, String what) {
        return new IllegalArgumentException("the target '%s' cannot be counted: %s".formatted(target.code(), what));
    }

    /** How much of it a cell of this day holds. */
    public long in(CellKind kind, Map<String, String> dimensions, Document counts, LocalDate day) {
        boolean counted = !day.isBefore(plan.from())
                && !day.isAfter(plan.to())
                && dimensions.entrySet().containsAll(target.where().entrySet());
        return counted ? measure.in(kind, counts) : 0;
    }

    /** What of it falls to a unit, if it was divided. */
    public OptionalLong of(String unit) {
        Long value = target.units().get(unit);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
