package vn.bdhvs.analytics.login;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import vn.bdhvs.analytics.catalogue.Asker;

/** Whether whoever opened something that stays open still may see it. */
@Component
public class Rights {

    private final Logins logins;
    private final LoginContext context;
    private final LoginProperties properties;

    Rights(Logins logins, LoginContext context, LoginProperties properties) {
        this.logins = logins;
        this.context = context;
        this.properties = properties;
    }

    /**
     * Completes when it must be closed: within {@link LoginProperties#rightsCheck()} of the end of a session, and that much
     * after {@link LoginProperties#rightsAge()} when the issuer has taken rights away; for a caller with a
     * token of its own, when the token ends.
     *
     * @param allowed whether what is open is still theirs to see
     */
    public Mono<Void> lost(ServerWebExchange exchange, JwtAuthenticationToken caller, Predicate<Asker> allowed) {
        if (!SessionCookie.saysWhoCalls(exchange)) {
            Instant end = caller.getToken().getExpiresAt();
            return end == null
                    ? Mono.never()
                    : Mono.defer(() -> Mono.delay(atLeastZero(Duration.between(Instant.now(), end)))
                            .then());
        }
        return exchange.getSession()
                .flatMapMany(session -> Flux.interval(properties.rightsCheck())
                        .onBackpressureDrop()
                        .concatMap(turn -> holds(session.getId(), allowed), 1))
                .filter(holds -> !holds)
                .next()
                .then();
    }

    /** A store that does not answer takes no rights away: it shows no new figures either. */
    private Mono<Boolean> holds(String session, Predicate<Asker> allowed) {
        return logins.current(session)
                .flatMap(context::caller)
                .cast(JwtAuthenticationToken.class)
                .map(Asker::of)
                .filter(allowed)
                .hasElement()
                .onErrorReturn(true);
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
