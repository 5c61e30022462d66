package vn.bdhvs.report;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.bdhvs.unit.UnitRegister;

/**
 * Who sends: the system that holds the token, and the units it may speak for. Keys and references are its own, so two
 * clients never collide.
 *
 * @param units codes; each stands for all that lies below it
 */
public record Client(String name, List<String> units) {

    boolean speaksFor(String unit, LocalDate day, UnitRegister register) {
        return units.stream().anyMatch(scope -> register.isWithin(unit, scope, day));
    }

    /** Codes of all units that ever lay within its own. A code may have meant another unit on another day. */
    Set<String> codes(UnitRegister register) {
        Set<String> codes = new HashSet<>();
        units.forEach(unit -> codes.addAll(register.codesWithin(unit)));
        return codes;
    }
}
