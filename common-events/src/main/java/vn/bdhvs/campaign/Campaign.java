package vn.bdhvs.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * A campaign as its file describes it. Another province or another campaign is another file, not another release.
 *
 * @param code wire code, e.g. {@code binh-dan-hoc-vu-so-2025}
 * @param unit code, on the first day, of the unit that runs it; to its subtree, or to that of what took it over, every
 *     activity belongs
 * @param timeZone zone in which local days begin and end
 * @param starts first day
 * @param ends last day
 * @param reportsDue local time by which a unit's report of the day is due
 * @param unusual counts above these draw a warning
 * @param activeHours local times between which things are done: within a day, plans grow between them
 * @param weights by phase, which share of what is planned for the whole falls to it, spread evenly over its days; the rest is
 *     spread evenly over all days
 */
public record Campaign(
        String code,
        Label name,
        Label organiser,
        Label slogan,
        String unit,
        ZoneId timeZone,
        LocalDate starts,
        LocalDate ends,
        List<Phase> phases,
        List<Term> teams,
        List<Term> topics,
        List<Term> services,
        List<Target> targets,
        LocalTime reportsDue,
        Unusual unusual,
        ActiveHours activeHours,
        Map<String, Double> weights) {

    /** The local day on which an instant falls. */
    public LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, timeZone);
    }

    /** Who runs it on a day: {@link #unit}, or what took it over; empty if nobody does. */
    public Optional<Unit> unitOn(LocalDate day, UnitRegister units) {
        return units.inPlaceOf(unit, starts, day);
    }

    /** A code of the catalogue and its label. */
    public record Term(String code, Label name) {}

    /** From and to a local time of day. */
    public record ActiveHours(LocalTime from, LocalTime to) {}

    /** The largest counts that are usual in one report. */
    public record Unusual(int learners, int citizens) {}

    /**
     * A stretch of the campaign. {@code from} and {@code to} (both included) are null while the operator has not set
     * them because no dates were published.
     */
    public record Phase(
            String code,
            Label name,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            String source) {}

    /**
     * A goal: a measure, narrowed by dimensions, to be reached by the end of a phase.
     *
     * @param phase in which it counts; null for the whole campaign
     * @param measure e.g. {@code assists}, {@code citizens}, {@code learners.members}
     * @param where dimension values that count towards it, e.g. {@code service: chu-ky-so-ca-nhan}
     * @param units what of it falls to a unit, by code; empty if it was not divided
     * @param source where the figure was published; null if the operator has set it
     */
    public record Target(
            String code,
            Label name,
            @Nullable String phase,
            String measure,
            Map<String, String> where,
            long value,
            Map<String, Long> units,
            @Nullable String source) {

        /** Whether it is about all of its measure in all of the campaign. */
        public boolean isOfAll() {
            return phase == null && where.isEmpty();
        }
    }

    /** The phase of this code. */
    public Optional<Phase> phase(String phaseCode) {
        return phases.stream().filter(phase -> phase.code().equals(phaseCode)).findFirst();
    }
}
