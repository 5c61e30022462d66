package vn.bdhvs.analytics.login;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * Lets a logged-in browser call as a client with a token does: its session stands for the access token that the issuer
 * gave for it, which is checked like any other. So there is one kind of caller, whom the rules know by the token's claims.
 */
@Component
class LoginContext implements ServerSecurityContextRepository {

    /** Attribute of a request: it is asked several times who calls. */
    private static final String CALLER = LoginContext.class.getName() + ".caller";

    private static final String DISPLAY = "ROLE_display";

    private final Logins logins;
    private final LoginLog log;
    private final LoginProperties properties;
    private final ReactiveAuthenticationManager tokens;

    LoginContext(
            Logins logins,
            LoginProperties properties,
            LoginLog log,
            ReactiveJwtDecoder decoder,
            ReactiveJwtAuthenticationConverter converter) {
        this.logins = logins;
        this.log = log;
        this.properties = properties;
        JwtReactiveAuthenticationManager manager = new JwtReactiveAuthenticationManager(decoder);
        manager.setJwtAuthenticationConverter(converter);
        this.tokens = manager;
    }

    /** Who calls, by the session; empty if the request carries a token of its own, or nobody is logged in. */
    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        if (!SessionCookie.saysWhoCalls(exchange)) {
            return Mono.empty();
        }
        Mono<SecurityContext> caller = exchange.getAttribute(CALLER);
        if (caller == null) {
            caller = exchange.getSession()
                    .flatMap(logins::of)
                    .flatMap(this::caller)
                    .<SecurityContext>map(SecurityContextImpl::new)
                    .cache();
            exchange.getAttributes().put(CALLER, caller);
        }
        return caller;
    }

    /** The caller that a login stands for; empty if its token is not valid here. */
    Mono<Authentication> caller(Login login) {
        return tokens.authenticate(new BearerTokenAuthenticationToken(login.accessToken()))
                .onErrorResume(AuthenticationException.class, e -> Mono.empty());
    }

    /**
     * Called when somebody has logged in, with who it is, and when they log out. The session gets another id, so that one
     * that was foisted on a browser before is worth nothing.
     */
    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return exchange.getSession()
                .flatMap(session -> context == null ? session.invalidate() : loggedIn(session, exchange));
    }

    private Mono<Void> loggedIn(WebSession session, ServerWebExchange exchange) {
        return logins.of(session)
                .delayUntil(login -> log.in(login.name(), exchange))
                .flatMap(this::caller)
                .map(this::idle)
                .defaultIfEmpty(properties.idle())
                .doOnNext(session::setMaxIdleTime)
                .then(Mono.defer(session::changeSessionId));
    }

    private Duration idle(Authentication caller) {
        return caller.getAuthorities().stream().anyMatch(role -> DISPLAY.equals(role.getAuthority()))
                ? properties.idleDisplay()
                : properties.idle();
    }
}
