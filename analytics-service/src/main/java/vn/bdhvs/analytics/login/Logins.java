package vn.bdhvs.analytics.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * Who is logged in, with rights that are as fresh as {@link LoginProperties#rightsAge()}: the issuer is asked again, by one
 * instance at a time, since a refresh token is often good for one use only. A login that the issuer no longer
 * knows ends its session; while the issuer cannot be asked, a login lasts as long as its access token.
 */
@Component
@EnableConfigurationProperties(LoginProperties.class)
class Logins implements ServerOAuth2AuthorizedClientRepository {

    private static final Logger log = LoggerFactory.getLogger(Logins.class);

    /** The client's name in the configuration and in the addresses of the login. */
    static final String CLIENT = "campaign-pulse";

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Longer than an answer of the issuer is waited for, so that none asks while another still does. */
    private static final Duration CLAIM = LONGEST.plusSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final WebClientReactiveRefreshTokenTokenResponseClient issuer =
            new WebClientReactiveRefreshTokenTokenResponseClient();
    private final Sessions sessions;
    private final ReactiveClientRegistrationRepository clients;
    private final LoginProperties properties;

    Logins(Sessions sessions, ReactiveClientRegistrationRepository clients, LoginProperties properties) {
        this.sessions = sessions;
        this.clients = clients;
        this.properties = properties;
    }

    /** The login of a request's session; empty if there is none, or none any more. */
    Mono<Login> of(WebSession session) {
        Login login = session.getAttribute(LoginSession.LOGIN);
        if (login == null) {
            return Mono.empty();
        }
        return login.isFresh(Instant.now(), properties.rightsAge()) ? Mono.just(login) : current(session.getId());
    }

    /** The login of a session as it stands in the store now, which is told that it is in use. */
    Mono<Login> current(String session) {
        return sessions.findById(session)
                .flatMap(found -> sessions.touch(found).thenReturn(found))
                .flatMap(found -> Mono.justOrEmpty(found.login()))
                .flatMap(login -> login.isFresh(Instant.now(), properties.rightsAge())
                        ? Mono.just(login)
                        : sessions.claim(session, login, CLAIM)
                                .flatMap(mine -> mine ? refreshed(session, login) : elsewhere(session, login)));
    }

    /** Another request, here or at another instance, is asking the issuer. */
    private Mono<Login> elsewhere(String session, Login login) {
        return login.isOver(Instant.now())
                ? Mono.delay(LOOK_AGAIN)
                        .then(Mono.defer(() -> current(session)))
                        .timeout(CLAIM, Mono.empty())
                : Mono.just(login);
    }

    private Mono<Login> refreshed(String session, Login login) {
        String refreshToken = login.refreshToken();
        if (refreshToken == null) {
            return Mono.empty();
        }
        return clients.findByRegistrationId(CLIENT)
                .flatMap(client -> issuer.getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                        client,
                        new OAuth2AccessToken(
                                OAuth2AccessToken.TokenType.BEARER,
                                login.accessToken(),
                                login.fetchedAt(),
                                login.expiresAt()),
                        new OAuth2RefreshToken(refreshToken, login.fetchedAt()))))
                .timeout(LONGEST)
                .map(login::refreshed)
                .flatMap(fresh ->
                        sessions.renew(session, fresh).filter(there -> there).map(there -> fresh))
                .onErrorResume(
                        Logins::isEnded, e -> sessions.deleteById(session).then(Mono.empty()))
                .onErrorResume(e -> {
                    log.warn("The issuer could not be asked what {} may do: {}", login.name(), e.toString());
                    return login.isOver(Instant.now()) ? Mono.empty() : Mono.just(login);
                });
    }

    /** Whether the issuer has said that this login is over, and not merely failed. */
    private static boolean isEnded(Throwable e) {
        return e instanceof OAuth2AuthorizationException refused
                && refused.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT);
    }

    /** Called when somebody has logged in: keeps what the issuer gave. */
    @Override
    public Mono<Void> saveAuthorizedClient(
            OAuth2AuthorizedClient client, Authentication principal, ServerWebExchange exchange) {
        Object user = Objects.requireNonNull(principal.getPrincipal());
        return exchange.getSession()
                .doOnNext(session -> session.getAttributes().put(LoginSession.LOGIN, Login.of(client, (OidcUser) user)))
                .then();
    }

    /** Who calls a service in a viewer's name takes the token that they are known by here. */
    @Override
    public <T extends OAuth2AuthorizedClient> Mono<T> loadAuthorizedClient(
            String client, Authentication principal, ServerWebExchange exchange) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> removeAuthorizedClient(String client, Authentication principal, ServerWebExchange exchange) {
        return Mono.empty();
    }
}
