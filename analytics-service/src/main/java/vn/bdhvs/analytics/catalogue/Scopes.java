package vn.bdhvs.analytics.catalogue;

import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitId;
import vn.bdhvs.unit.UnitRegister;

/** Tells which campaign and which units a request is about. */
@Component
public class Scopes {

    private final Catalogue catalogue;
    private final UnitRegister units;
    private final BusinessClock clock;

    Scopes(Catalogue catalogue, UnitRegister units, BusinessClock clock) {
        this.catalogue = catalogue;
        this.units = units;
        this.clock = clock;
    }

    /** All campaigns, in the order in which they are configured. */
    public Collection<Campaign> campaigns() {
        return catalogue.all();
    }

    /** The campaign of this code, or a 404 that lists the codes. */
    public Campaign campaign(String code) {
        return catalogue
                .find(code)
                .orElseThrow(() -> new UnanswerableQuestion(
                        HttpStatus.NOT_FOUND,
                        "campaign",
                        "there is no campaign '%s'; one of: %s".formatted(code, String.join(", ", catalogue.codes()))));
    }

    /**
     * As {@link #area(Campaign, String, String)}, but only what is the asker's to see: it is all of theirs if no unit is
     * named, and what is not wholly theirs gets a 403.
     */
    public Area area(Campaign campaign, @Nullable String unit, @Nullable String unitsOf, Asker asker) {
        String named = unit == null && !seesWhole(asker, campaign) ? onlyUnit(asker) : unit;
        Area area = area(campaign, named, unitsOf);
        if (!asker.seesAllOf(area, units)) {
            throw new UnanswerableQuestion(
                    HttpStatus.FORBIDDEN,
                    "unit",
                    "%s is not within your units (%s), or was not always; a code with its first day, as 25750@2025-07-01, asks for one of those who have borne it"
                            .formatted(area.asked(), String.join(", ", asker.units())));
        }
        return area;
    }

    private boolean seesWhole(Asker asker, Campaign campaign) {
        return asker.seesAllOf(area(campaign, null, null), units);
    }

    private static String onlyUnit(Asker asker) {
        if (asker.units().isEmpty()) {
            throw new UnanswerableQuestion(HttpStatus.FORBIDDEN, "unit", "no units are yours");
        }
        if (asker.units().size() > 1) {
            throw new UnanswerableQuestion(
                    HttpStatus.BAD_REQUEST,
                    "unit",
                    "it is missing; it must be one of yours: " + String.join(", ", asker.units()));
        }
        return asker.units().get(0);
    }

    /**
     * The area that is asked for, or a 404 that says why there is none.
     *
     * @param unit a code, which stands for every unit that has borne it, or today's alone if the question is about today's;
     *     or a code with a first day, e.g. {@code 25750@2025-07-01}, for that unit alone. All of the campaign if left out,
     *     and for the code of whoever runs it.
     * @param unitsOf {@code then}, {@code now} or nothing for {@code then}
     */
    Area area(Campaign campaign, @Nullable String unit, @Nullable String unitsOf) {
        Standing standing = Asked.oneOf("units", unitsOf == null ? "then" : unitsOf, Standing.values());
        return area(campaign, unit, standing, clock.today());
    }

    /** The same question on another day; empty if it can no longer be answered. */
    public Optional<Area> again(Area area, LocalDate day) {
        try {
            return Optional.of(area(area.campaign(), area.asked(), area.standing(), day));
        } catch (UnanswerableQuestion e) {
            return Optional.empty();
        }
    }

    private Area area(Campaign campaign, @Nullable String unit, Standing standing, LocalDate today) {
        if (unit == null) {
            String root = campaign.unitOn(today, units).map(Unit::code).orElse(campaign.unit());
            return Area.whole(units, campaign, standing, today, root);
        }
        List<Unit> bearers = bearers(unit);
        List<Unit> begun = bearers.stream()
                .filter(bearer -> !bearer.validFrom().isAfter(today))
                .toList();
        if (begun.isEmpty()) {
            throw notThere("there is no unit %s before %s"
                    .formatted(unit, bearers.get(0).validFrom()));
        }
        if (!UnitId.isWritten(unit) && begun.stream().map(Unit::id).anyMatch(Area.rootsOf(campaign, units)::contains)) {
            return Area.whole(units, campaign, standing, today, unit);
        }
        return Area.of(
                units, campaign, standing, today, unit, standing == Standing.THEN ? begun : ofToday(begun, today));
    }

    /** Whoever bears or bore this code; or the one of this code and first day. */
    private List<Unit> bearers(String unit) {
        if (!UnitId.isWritten(unit)) {
            List<Unit> bearers = units.spans(unit);
            if (bearers.isEmpty()) {
                throw notThere("there is no unit with the code '%s'".formatted(unit));
            }
            return bearers;
        }
        try {
            return List.of(units.find(UnitId.parse(unit))
                    .orElseThrow(() -> notThere("there never was a unit %s".formatted(unit))));
        } catch (IllegalArgumentException e) {
            throw new UnanswerableQuestion(HttpStatus.BAD_REQUEST, "unit", String.valueOf(e.getMessage()));
        }
    }

    /** All of a campaign on a day, in every way of seeing units. */
    public Map<Standing, Area> whole(Campaign campaign, LocalDate today) {
        Map<Standing, Area> whole = new EnumMap<>(Standing.class);
        for (Standing standing : Standing.values()) {
            whole.put(standing, Area.whole(units, campaign, standing, today, campaign.unit()));
        }
        return whole;
    }

    /** The bearer of today; or, if there is none, one that has ended and is shown as itself for ever. */
    private List<Unit> ofToday(List<Unit> bearers, LocalDate today) {
        List<Unit> shownAsThemselves = bearers.stream()
                .filter(unit -> units.shownOn(unit, today).equals(unit))
                .toList();
        if (shownAsThemselves.isEmpty()) {
            throw notThere("what %s did is shown under %s now; units=then shows it as it was"
                    .formatted(
                            bearers.get(0).id().written(),
                            bearers.stream()
                                    .map(unit -> units.shownOn(unit, today).code())
                                    .distinct()
                                    .collect(Collectors.joining(", "))));
        }
        return shownAsThemselves.stream()
                .filter(unit -> unit.isValidOn(today))
                .findFirst()
                .map(List::of)
                .orElse(shownAsThemselves);
    }

    /** As {@link #area(Campaign, String, String, Asker)}, but of the units of a day: a single one must have existed on it. */
    public Area areaOn(Campaign campaign, @Nullable String unit, @Nullable String unitsOf, LocalDate day, Asker asker) {
        Area area = area(campaign, unit, unitsOf, asker);
        if (area.standing() == Standing.THEN
                && !area.isWhole()
                && area.roots().stream()
                        .flatMap(root -> units.find(root).stream())
                        .noneMatch(root -> root.isValidOn(day))) {
            throw notThere("there is no unit with the code '%s' on %s".formatted(area.asked(), day));
        }
        return area;
    }

    private static UnanswerableQuestion notThere(String detail) {
        return new UnanswerableQuestion(HttpStatus.NOT_FOUND, "unit", detail);
    }
}
