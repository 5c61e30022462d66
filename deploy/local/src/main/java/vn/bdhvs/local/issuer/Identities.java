package vn.bdhvs.local.issuer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who there is in the demo: the services of each district and of the province, three people and a wall screen, and the
 * dashboard they log in through. All secrets are {@code demo}, which is why the platform listens on the loopback interface only.
 */
public final class Identities {

    public static final String SECRET = "demo";
    public static final String AUDIENCE = "campaign-pulse";
    public static final String DASHBOARD = "dashboard";

    private static final String PROVINCE = "74";

    /** What the province became on 1 July 2025: its services report for the units of since then. */
    private static final String PROVINCE_NOW = "79";

    /** A service or a person, with the roles and the units that its tokens carry. */
    public record Identity(String name, List<String> roles, List<String> units) {

        /** The claims that tokens for the services carry beside the standard ones. */
        public Map<String, Object> claims() {
            return Map.of("roles", roles, "units", units);
        }
    }

    /** Services, which get their tokens by client credentials; {@code operations} is what operators use in scripts. */
    static final List<Identity> CLIENTS = Stream.concat(
                    IntStream.rangeClosed(718, 726)
                            .mapToObj(Integer::toString)
                            .map(code -> new Identity("district-" + code, List.of("emitter"), List.of(code))),
                    Stream.of(
                            new Identity("province-74", List.of("emitter"), List.of(PROVINCE)),
                            new Identity("province-79", List.of("emitter"), List.of(PROVINCE_NOW)),
                            new Identity("operations", List.of("operator"), List.of(PROVINCE))))
            .toList();

    /** People and screens, who log in. */
    static final List<Identity> USERS = List.of(
            new Identity("leader", List.of("leader"), List.of(PROVINCE, PROVINCE_NOW)),
            new Identity("display", List.of("display"), List.of(PROVINCE, PROVINCE_NOW)),
            new Identity("officer-724", List.of("officer"), List.of("724")),
            new Identity("operator", List.of("operator"), List.of(PROVINCE)));

    private Identities() {}

    /** A service or a person by name. */
    public static Optional<Identity> named(String name) {
        return Stream.concat(CLIENTS.stream(), USERS.stream())
                .filter(identity -> identity.name().equals(name))
                .findFirst();
    }
}
