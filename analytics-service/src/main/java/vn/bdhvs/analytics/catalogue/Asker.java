package vn.bdhvs.analytics.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/**
 * Who asks, by the token: of a client, or of somebody who has logged in.
 *
 * @param client subject of the token; null if it names none
 * @param roles what they may do
 * @param units codes of units, or codes with a first day, each standing for all below it
 */
public record Asker(@Nullable String client, List<String> roles, List<String> units) {

    private static final String ROLE = "ROLE_";

    private static final Set<String> READ_FIGURES = Set.of("emitter", "officer", "leader", "operator", "display");
    private static final Set<String> READ_ACTIVITIES = Set.of("emitter", "officer", "leader", "operator");
    private static final Set<String> SEE_ALL = Set.of("leader", "operator");

    /** The asker whose token this is. */
    public static Asker of(JwtAuthenticationToken token) {
        List<String> units = token.getToken().getClaimAsStringList("units");
        return new Asker(
                token.getToken().getSubject(),
                token.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .filter(Objects::nonNull)
                        .filter(authority -> authority.startsWith(ROLE))
                        .map(authority -> authority.substring(ROLE.length()))
                        .toList(),
                units == null ? List.of() : units);
    }

    /** Roles of which any lets somebody read figures. */
    public static String[] readers() {
        return READ_FIGURES.toArray(String[]::new);
    }

    /** Roles of which any lets somebody read single activities: not a wall screen's. */
    public static String[] readersOfActivities() {
        return READ_ACTIVITIES.toArray(String[]::new);
    }

    /** Whether a role lets them read single activities. */
    public boolean readsActivities() {
        return roles.stream().anyMatch(READ_ACTIVITIES::contains);
    }

    /** Whether a role lets them read figures at all. */
    public boolean readsFigures() {
        return roles.stream().anyMatch(READ_FIGURES::contains);
    }

    /** Whether a role opens all units, whatever theirs are. */
    public boolean seesAll() {
        return roles.stream().anyMatch(SEE_ALL::contains);
    }

    /** Whether all that is shown in this area is theirs to see. */
    public boolean seesAllOf(Area area, UnitRegister register) {
        List<Unit> members = area.members();
        return seesAll()
                || (!members.isEmpty()
                        && members.stream().allMatch(unit -> sees(unit.code(), unit.validFrom(), register)));
    }

    /** Whether what this unit did on that day is theirs to see. */
    public boolean sees(String unit, LocalDate day, UnitRegister register) {
        return seesAll() || units.stream().anyMatch(scope -> register.isWithin(unit, scope, day));
    }
}
