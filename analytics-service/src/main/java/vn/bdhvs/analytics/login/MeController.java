package vn.bdhvs.analytics.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import vn.bdhvs.analytics.catalogue.Asker;

/** Who somebody is here, so that a page can be theirs. */
@RestController
@Tag(name = "Me")
@SecurityRequirement(name = "token")
class MeController {

    /**
     * The caller.
     *
     * @param roles what they may do, e.g. {@code officer}
     * @param units codes of the units that are theirs; they see these and all below
     * @param seesAll whether they see all units, whatever theirs are
     * @param csrf for requests that change something and come from a logged-in browser; a bearer token needs none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Me(
            @Nullable String name,
            List<String> roles,
            List<String> units,
            boolean seesAll,
            @Nullable Csrf csrf) {}

    /** What such a request carries: as a header or as a parameter of a form. */
    record Csrf(String header, String parameter, String token) {}

    @GetMapping("/api/v1/me")
    @Operation(summary = "Tell who calls", description = "Any valid token or login.")
    Mono<ResponseEntity<Me>> me(
            @Parameter(hidden = true) JwtAuthenticationToken caller,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.map(csrf -> new Csrf(csrf.getHeaderName(), csrf.getParameterName(), csrf.getToken()))
                .map(csrf -> view(caller, csrf))
                .switchIfEmpty(Mono.fromSupplier(() -> view(caller, null)))
                .map(me ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(me));
    }

    private static Me view(JwtAuthenticationToken caller, @Nullable Csrf csrf) {
        Asker asker = Asker.of(caller);
        return new Me(asker.client(), asker.roles(), asker.units(), asker.seesAll(), csrf);
    }
}
