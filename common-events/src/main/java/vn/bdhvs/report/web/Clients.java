package vn.bdhvs.report.web;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;
import vn.bdhvs.report.Client;
import vn.bdhvs.web.RefusedRequest;

/** Whose request it is. */
public final class Clients {

    private Clients() {}

    /**
     * The client whose token it is, with the units that it may speak for.
     *
     * @throws RefusedRequest if the token does not say whose it is
     */
    public static Client of(Jwt token) {
        List<String> units = token.getClaimAsStringList("units");
        String name = Optional.ofNullable(token.getSubject())
                .orElseThrow(() -> new RefusedRequest(
                        HttpStatus.FORBIDDEN, "forbidden", "The token does not say whose it is (sub).", List.of()));
        return new Client(name, units == null ? List.of() : units);
    }
}
