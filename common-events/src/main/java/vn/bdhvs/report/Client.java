package vn.bdhvs.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * Who sends: the system that holds the token, and the units it may speak for. Keys and references are its own, so two
 * clients never collide.
 *
 * @param units codes, or codes with a first day; each stands for all that lies below it
 */
public record Client(String name, List<String> units) {

    boolean speaksFor(String unit, LocalDate day, UnitRegister register) {
        return units.stream().anyMatch(scope -> register.isWithin(unit, scope, day));
    }

    /** All units that ever lay within its own. */
    Set<Unit> within(UnitRegister register) {
        return units.stream().flatMap(unit -> register.within(unit).stream()).collect(Collectors.toSet());
    }
}
