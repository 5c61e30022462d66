package vn.bdhvs.analytics.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * Who asks for what not everybody may see, by the token.
 *
 * @param client subject of the token; null if it names none
 * @param units codes of units, or codes with a first day, each standing for all below it
 * @param seesAll whether a role opens all units
 */
public record Asker(@Nullable String client, List<String> units, boolean seesAll) {

    private static final Set<String> SEE_ALL = Set.of("ROLE_leader", "ROLE_operator");

    /** The asker whose token this is. */
    public static Asker of(JwtAuthenticationToken token) {
        List<String> units = token.getToken().getClaimAsStringList("units");
        return new Asker(
                token.getToken().getSubject(),
                units == null ? List.of() : units,
                token.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(role -> role != null && SEE_ALL.contains(role)));
    }

    /** Whether all that is shown in this area is theirs to see. */
    public boolean seesAllOf(Area area, UnitRegister register) {
        List<Unit> members = area.members();
        return seesAll
                || (!members.isEmpty()
                        && members.stream().allMatch(unit -> sees(unit.code(), unit.validFrom(), register)));
    }

    /** Whether what this unit did on that day is theirs to see. */
    public boolean sees(String unit, LocalDate day, UnitRegister register) {
        return seesAll || units.stream().anyMatch(scope -> register.isWithin(unit, scope, day));
    }
}
