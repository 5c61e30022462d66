package vn.bdhvs.unit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * The time-valid register of administrative units, and what became of those that ended. Every question carries a day,
 * because districts end, communes merge and codes are used again. Immutable and safe for use by many threads.
 */
public final class UnitRegister {

    private static final String WHOLE = "whole";
    private static final String PART = "part";
    private static final String ALL = "all";

    private final Map<String, List<Unit>> spansByCode = new LinkedHashMap<>();
    private final Map<UnitId, List<Succession>> successions = new HashMap<>();

    private UnitRegister(Collection<Unit> units) {
        for (Unit unit : units) {
            spansByCode.computeIfAbsent(unit.code(), code -> new ArrayList<>()).add(unit);
        }
        for (Unit unit : units) {
            requireOneParent(unit);
            requireNoOther(unit);
        }
    }

    /** A unit that comes below another one is another unit from then on, though it keeps code and name. */
    private void requireOneParent(Unit unit) {
        if (unit.parent() != null
                && find(unit.parent(), unit.validFrom())
                        .filter(parent -> parent.validTo() == null
                                || (unit.validTo() != null && !unit.validTo().isAfter(parent.validTo())))
                        .isEmpty()) {
            throw new IllegalArgumentException(
                    "unit %s names the parent %s, which is not in the register for all the time that it exists"
                            .formatted(unit.id().written(), unit.parent()));
        }
    }

    private void requireNoOther(Unit unit) {
        for (Unit other : spans(unit.code())) {
            if (other != unit && (other.isValidOn(unit.validFrom()))) {
                throw new IllegalArgumentException("units %s and %s bear the same code at the same time"
                        .formatted(unit.id().written(), other.id().written()));
            }
        }
    }

    /**
     * Reads a register of units of which nothing is known to have become anything else.
     *
     * @param csv with the header {@code code,name_vi,kind,parent_code,valid_from,valid_to} (UTF-8, ISO dates, an empty
     *     field where there is no parent or no end), and where residents are known
     *     {@code residents,residents_year,residents_derived,residents_source} (anything in the third says that the number was
     *     derived)
     * @throws IllegalArgumentException if a row is malformed, a parent is missing or the file holds no unit
     */
    public static UnitRegister read(Resource csv) {
        List<Unit> units = CsvTable.read(csv, UnitRegister::toUnit);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("the unit register %s holds no unit".formatted(csv));
        }
        return new UnitRegister(units);
    }

    /**
     * Reads a register.
     *
     * @param units as {@link #read(Resource)} takes them
     * @param successions with the header {@code old_code,old_name,new_code,new_name,on,extent,shown,source}: a row for each
     *     unit that took over {@code whole} or {@code part} of one that ended {@code on} that day. A unit that was divided
     *     is shown as itself for ever, unless one of its rows says {@code all} in {@code shown}. Names and source are for
     *     people.
     * @throws IllegalArgumentException if a row is malformed, names a unit that did not end or begin on that day, or gives
     *     a unit away twice
     */
    public static UnitRegister read(Resource units, Resource successions) {
        UnitRegister register = read(units);
        CsvTable.read(successions, register::toSuccession).forEach(succession -> register.successions
                .computeIfAbsent(succession.of(), of -> new ArrayList<>())
                .add(succession));
        register.successions.forEach((of, rows) -> {
            boolean wholly = rows.stream().anyMatch(Succession::whole);
            if ((wholly && rows.size() > 1)
                    || rows.stream().filter(Succession::showsAll).count() > 1) {
                throw new IllegalArgumentException(
                        "%s gives unit %s away more than once: a unit that went over whole has one row, and one row at most of"
                                        .formatted(successions, of.written())
                                + " a divided one may say all");
            }
        });
        return register;
    }

    private static Unit toUnit(CsvTable.Row row) {
        return new Unit(
                row.text("code"),
                row.text("name_vi"),
                row.text("kind"),
                row.optional("parent_code"),
                row.day("valid_from"),
                row.optionalDay("valid_to"),
                residents(row));
    }

    private static Unit.@Nullable Residents residents(CsvTable.Row row) {
        if (row.optional("residents") == null) {
            return null;
        }
        return new Unit.Residents(
                row.number("residents"),
                row.number("residents_year"),
                row.optional("residents_derived") != null,
                row.text("residents_source"));
    }

    private Succession toSuccession(CsvTable.Row row) {
        LocalDate on = row.day("on");
        Unit old = spans(row.text("old_code")).stream()
                .filter(unit -> on.equals(unit.validTo()))
                .findFirst()
                .orElseThrow(() -> row.wrong("names in old_code a unit that did not end on that day"));
        Unit successor = spans(row.text("new_code")).stream()
                .filter(unit -> on.equals(unit.validFrom()))
                .findFirst()
                .orElseThrow(() -> row.wrong("names in new_code a unit that did not begin on that day"));
        String extent = row.text("extent");
        String shown = row.optional("shown");
        if (!extent.equals(WHOLE) && !extent.equals(PART)) {
            throw row.wrong("holds in extent neither whole nor part");
        }
        if (shown != null && !(shown.equals(ALL) && extent.equals(PART))) {
            throw row.wrong("may hold in shown only all, and that only where extent is part");
        }
        return new Succession(old.id(), successor.id(), extent.equals(WHOLE), shown != null);
    }

    /** The unit that bore this code on that day, if any. */
    public Optional<Unit> find(String code, LocalDate day) {
        for (Unit unit : spansByCode.getOrDefault(code, List.of())) {
            if (unit.isValidOn(day)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** The unit of this identity, if there ever was one. */
    public Optional<Unit> find(UnitId id) {
        return spansByCode.getOrDefault(id.code(), List.of()).stream()
                .filter(unit -> unit.validFrom().equals(id.validFrom()))
                .findFirst();
    }

    /**
     * The unit that bore this code on that day, of which that is known: an event of it was accepted.
     *
     * @throws IllegalStateException if the register no longer holds it
     */
    public Unit known(String code, LocalDate day) {
        return find(code, day)
                .orElseThrow(() -> new IllegalStateException(
                        "an event of the unit %s on %s was accepted, and the unit register does not hold that unit"
                                .formatted(code, day)));
    }

    /** Every span in which this code was ever used, in the order of the register. */
    public List<Unit> spans(String code) {
        return List.copyOf(spansByCode.getOrDefault(code, List.of()));
    }

    /** All units that ever were, in the order of the register. */
    public List<Unit> all() {
        return spansByCode.values().stream().flatMap(List::stream).toList();
    }

    /** All units that existed on that day, in the order of the register. */
    public List<Unit> on(LocalDate day) {
        return all().stream().filter(unit -> unit.isValidOn(day)).toList();
    }

    /**
     * The unit itself and those above it, from the unit up to the province, as they stood on that day. Empty if the
     * code was not in use.
     */
    public List<Unit> lineage(String code, LocalDate day) {
        return find(code, day).map(unit -> lineage(unit, day)).orElse(List.of());
    }

    /**
     * The unit itself and those above it, from the unit up to the province, as they stood on that day; or, if the unit did
     * not exist on it, on the nearest day on which it did.
     */
    public List<Unit> lineage(Unit unit, LocalDate day) {
        LocalDate within = unit.nearestTo(day);
        List<Unit> lineage = new ArrayList<>();
        Optional<Unit> next = Optional.of(unit);
        while (next.isPresent()) {
            lineage.add(next.get());
            String parent = next.get().parent();
            next = parent == null ? Optional.empty() : find(parent, within);
        }
        return lineage;
    }

    /**
     * The unit as which it is shown among the units of that day: itself if it has not ended by then, else what took it over
     * whole or shows all of it by the operator's rule. The one that has ended and was divided, where the way ends at such
     * a one.
     */
    public Unit shownOn(Unit unit, LocalDate day) {
        Unit shown = unit;
        while (shown.hasEndedBy(day)) {
            Optional<Unit> next = rows(shown).stream()
                    .filter(Succession::leadsOn)
                    .findFirst()
                    .flatMap(succession -> find(succession.to()));
            if (next.isEmpty()) {
                return shown;
            }
            shown = next.get();
        }
        return shown;
    }

    /**
     * {@link #shownOn} and those above it among the units of that day. Above one that was divided stands what all of its
     * successors have in common; above one whose successors have nothing in common or that has none, what became of its
     * parent.
     */
    public List<Unit> lineageShownOn(Unit unit, LocalDate day) {
        Unit shown = shownOn(unit, day);
        if (!shown.hasEndedBy(day)) {
            return lineage(shown, day);
        }
        List<Unit> lineage = new ArrayList<>();
        lineage.add(shown);
        List<Unit> common = commonAncestors(rows(shown), day);
        lineage.addAll(common.isEmpty() ? aboveFormerParent(shown, day) : common);
        return lineage;
    }

    private List<Unit> aboveFormerParent(Unit ended, LocalDate day) {
        return ended.parent() == null
                ? List.of()
                : find(ended.parent(), ended.nearestTo(day))
                        .map(parent -> lineageShownOn(parent, day))
                        .orElse(List.of());
    }

    private List<Unit> commonAncestors(List<Succession> rows, LocalDate day) {
        List<List<Unit>> ancestors = rows.stream()
                .map(row -> find(row.to()).orElseThrow())
                .map(successor -> lineageShownOn(successor, day))
                .map(lineage -> lineage.subList(1, lineage.size()))
                .toList();
        return ancestors.stream().findFirst().orElse(List.of()).stream()
                .filter(unit -> ancestors.stream().allMatch(others -> others.contains(unit)))
                .toList();
    }

    private List<Succession> rows(Unit unit) {
        return successions.getOrDefault(unit.id(), List.of());
    }

    /** Units that took over some of this one when it ended, in the order of the table. */
    public List<Unit> successors(Unit unit) {
        return rows(unit).stream().map(row -> find(row.to()).orElseThrow()).toList();
    }

    /**
     * Who stands on a day where the unit of this code stood on an earlier one: itself or what took it over whole. The
     * province that ran a campaign may end in the middle of it.
     *
     * @param since on which day the code means it; on days before, it is taken for what it meant then
     */
    public Optional<Unit> inPlaceOf(String code, LocalDate since, LocalDate day) {
        if (day.isBefore(since)) {
            return find(code, day);
        }
        Optional<Unit> there = find(code, since);
        while (there.isPresent() && there.get().hasEndedBy(day)) {
            there = rows(there.get()).stream()
                    .filter(Succession::whole)
                    .findFirst()
                    .flatMap(succession -> find(succession.to()));
        }
        return there;
    }

    /**
     * Whether the unit is the scope itself or lies below it on that day.
     *
     * @param scope a code, whoever bears it on that day; or a code with a first day, for that unit alone
     */
    public boolean isWithin(String code, String scope, LocalDate day) {
        return lineage(code, day).stream()
                .anyMatch(
                        unit -> unit.code().equals(scope) || unit.id().written().equals(scope));
    }

    /** All units that are {@link #isWithin} a scope on their first day, and so on all others. */
    public Set<Unit> within(String scope) {
        return all().stream()
                .filter(unit -> isWithin(unit.code(), scope, unit.validFrom()))
                .collect(Collectors.toSet());
    }
}
