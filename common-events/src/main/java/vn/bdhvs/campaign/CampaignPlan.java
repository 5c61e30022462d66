package vn.bdhvs.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of an installation sets for a campaign because nothing was published: dates of phases, how the work is
 * spread over them, and targets. It is a file of its own, so that a release brings what was published and leaves this alone.
 *
 * @param campaign its code
 * @param phases dates of phases that have none in the campaign file, by code
 * @param weights see {@link Campaign#weights()}
 * @param targets in addition to the published ones
 */
record CampaignPlan(String campaign, Map<String, Dates> phases, Map<String, Double> weights, List<Target> targets) {

    /** First and last day. */
    record Dates(LocalDate from, LocalDate to) {}

    /** See {@link Campaign.Target}. */
    record Target(
            String code,
            Label name,
            @Nullable String phase,
            String measure,
            Map<String, String> where,
            long value,
            Map<String, Long> units) {

        private Campaign.Target set() {
            return new Campaign.Target(code, name, phase, measure, where, value, units, null);
        }
    }

    /**
     * The campaign with all of this.
     *
     * @throws IllegalArgumentException naming what does not fit
     */
    Campaign appliedTo(Campaign published) {
        List<String> known =
                published.phases().stream().map(Campaign.Phase::code).toList();
        Stream.of(
                        phases.keySet().stream(),
                        weights.keySet().stream(),
                        targets.stream().map(Target::phase).flatMap(Stream::ofNullable))
                .flatMap(codes -> codes)
                .filter(code -> !known.contains(code))
                .findFirst()
                .ifPresent(code -> {
                    throw new IllegalArgumentException("there is no phase '%s'; phases are %s".formatted(code, known));
                });
        double weight =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        if (weight > 1 || weights.values().stream().anyMatch(each -> each < 0)) {
            throw new IllegalArgumentException(
                    "weights must be shares from 0 to 1 that make 1 together at most, not " + weights);
        }
        List<Campaign.Target> all = new ArrayList<>(published.targets());
        targets.stream().map(Target::set).forEach(all::add);
        return new Campaign(
                published.code(),
                published.name(),
                published.organiser(),
                published.slogan(),
                published.unit(),
                published.timeZone(),
                published.starts(),
                published.ends(),
                published.phases().stream().map(this::dated).toList(),
                published.teams(),
                published.topics(),
                published.services(),
                List.copyOf(all),
                published.reportsDue(),
                published.unusual(),
                published.activeHours(),
                Map.copyOf(weights));
    }

    private Campaign.Phase dated(Campaign.Phase phase) {
        Dates dates = phases.get(phase.code());
        if (dates == null) {
            return phase;
        }
        if (phase.from() != null || phase.to() != null) {
            throw new IllegalArgumentException("the dates of phase '%s' are published".formatted(phase.code()));
        }
        if (dates.to().isBefore(dates.from())) {
            throw new IllegalArgumentException("phase '%s' ends before it begins".formatted(phase.code()));
        }
        return new Campaign.Phase(phase.code(), phase.name(), dates.from(), dates.to(), phase.source());
    }
}
