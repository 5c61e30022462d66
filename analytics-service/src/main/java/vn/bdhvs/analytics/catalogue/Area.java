package vn.bdhvs.analytics.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;
import vn.bdhvs.unit.UnitRegister;

/**
 * The units that a question is about, and how they add up: one or more roots and all that lies below them. Safe for use by
 * many threads.
 */
public final class Area {

    private final UnitRegister units;
    private final Campaign campaign;
    private final Standing standing;
    private final LocalDate today;
    private final String asked;
    private final Set<UnitId> roots;
    private final boolean whole;
    private final Map<UnitId, List<Unit>> shownToday = new ConcurrentHashMap<>();

    private Area(
            UnitRegister units,
            Campaign campaign,
            Standing standing,
            LocalDate today,
            String asked,
            Set<UnitId> roots,
            boolean whole) {
        this.units = units;
        this.campaign = campaign;
        this.standing = standing;
        this.today = today;
        this.asked = asked;
        this.roots = roots;
        this.whole = whole;
    }

    /** All units of a campaign: those of whoever ran it on any day. */
    static Area whole(UnitRegister units, Campaign campaign, Standing standing, LocalDate today, String asked) {
        return new Area(units, campaign, standing, today, asked, rootsOf(campaign, units), true);
    }

    /** Some units of a campaign, and all below them. */
    static Area of(
            UnitRegister units, Campaign campaign, Standing standing, LocalDate today, String asked, List<Unit> roots) {
        Set<UnitId> ids = roots.stream().map(Unit::id).collect(Collectors.toSet());
        return new Area(units, campaign, standing, today, asked, ids, false);
    }

    /** Whoever ran the campaign on any day. */
    static Set<UnitId> rootsOf(Campaign campaign, UnitRegister units) {
        return units.all().stream()
                .filter(unit -> campaign.unitOn(unit.validFrom(), units)
                        .filter(unit::equals)
                        .isPresent())
                .map(Unit::id)
                .collect(Collectors.toSet());
    }

    public Campaign campaign() {
        return campaign;
    }

    public Standing standing() {
        return standing;
    }

    /** What was asked for: a code, or a code with a first day. */
    public String asked() {
        return asked;
    }

    /** Units that the area consists of, with all below them. */
    public Set<UnitId> roots() {
        return roots;
    }

    /** Whether it is all of the campaign. */
    public boolean isWhole() {
        return whole;
    }

    /**
     * From the unit under which something is shown upward; empty if that is not in the area.
     *
     * @param doer the unit that did it for the campaign
     * @param day on which it is counted
     */
    public List<Unit> lineage(UnitId doer, LocalDate day) {
        List<Unit> lineage = standing == Standing.THEN
                ? units.lineage(unit(doer), day)
                : shownToday.computeIfAbsent(doer, id -> units.lineageShownOn(unit(id), today));
        return whole || isUnderARoot(lineage) ? lineage : List.of();
    }

    private boolean isUnderARoot(List<Unit> lineage) {
        return lineage.stream().map(Unit::id).anyMatch(roots::contains);
    }

    private Unit unit(UnitId id) {
        return units.find(id)
                .orElseThrow(() -> new IllegalStateException(
                        "the figures hold the unit %s, which the unit register does not".formatted(id.written())));
    }

    /** Whether what this unit did is in the area. */
    public boolean holds(UnitId doer, LocalDate day) {
        return !lineage(doer, day).isEmpty();
    }

    /** Whether a root itself is shown to have done it, and not a unit below. */
    public boolean isRoots(List<Unit> lineage) {
        return roots.contains(lineage.get(0).id());
    }

    /** Whether the unit has ended and what it did could not be shown under one of today's. */
    public boolean isNotDivided(UnitId shown) {
        return standing == Standing.NOW && unit(shown).hasEndedBy(today);
    }

    /**
     * Units of which rows are to be expected: those that existed on any of these days, or those of today if it is about
     * today's.
     */
    public List<Unit> shownIn(LocalDate from, LocalDate to) {
        if (standing == Standing.NOW) {
            return membersOn(today);
        }
        return units.all().stream()
                .filter(unit -> !unit.validFrom().isAfter(to) && !unit.hasEndedBy(from))
                .filter(unit -> isUnderARoot(lineage(unit.id(), from)))
                .toList();
    }

    /** Units that existed on that day, and of which what they do is shown in the area, in the order of the register. */
    public List<Unit> membersOn(LocalDate day) {
        return units.on(day).stream()
                .filter(unit -> isUnderARoot(lineage(unit.id(), day)))
                .toList();
    }

    /** Units of today that stand directly below a root, in the order of the register. */
    public List<UnitId> children() {
        return membersOn(today).stream()
                .map(unit -> units.lineage(unit, today))
                .filter(lineage ->
                        lineage.size() > 1 && roots.contains(lineage.get(1).id()))
                .map(lineage -> lineage.get(0).id())
                .toList();
    }

    /** All units that have begun, and of which what they did is shown in the area, in the order of the register. */
    List<Unit> members() {
        return units.all().stream()
                .filter(unit -> !unit.validFrom().isAfter(today))
                .filter(unit -> isUnderARoot(lineage(unit.id(), unit.validFrom())))
                .toList();
    }

    /** The unit of a lineage that stands at a level, or else the one that is shown itself. */
    public static Unit at(Unit.Level level, List<Unit> lineage) {
        return lineage.stream()
                .filter(unit -> unit.level() == level)
                .findFirst()
                .orElse(lineage.get(0));
    }
}
