package vn.bdhvs.analytics.login;

import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Ends a login, here and at the issuer (OpenID Connect RP-Initiated Logout 1.0). */
@Component
public class LogOut {

    private static final Logger log = LoggerFactory.getLogger(LogOut.class);

    private final ReactiveClientRegistrationRepository clients;
    private final Sessions sessions;
    private final LoginLog loginLog;

    LogOut(ReactiveClientRegistrationRepository clients, Sessions sessions, LoginLog loginLog) {
        this.loginLog = loginLog;
        this.clients = clients;
        this.sessions = sessions;
    }

    /**
     * Ends the session of a request.
     *
     * @return where the browser goes to end the issuer's session too, from where it comes back to the page; empty if nobody
     *     was logged in, or the issuer offers no such thing
     */
    public Mono<URI> end(ServerWebExchange exchange) {
        return exchange.getSession().flatMap(session -> {
            Login login = session.getAttribute(LoginSession.LOGIN);
            Mono<Void> ended = sessions.deleteById(session.getId()).then(session.invalidate());
            return login == null
                    ? ended.then(Mono.empty())
                    : ended.then(loginLog.out(login.name(), exchange)).then(atTheIssuer(login, exchange));
        });
    }

    private Mono<URI> atTheIssuer(Login login, ServerWebExchange exchange) {
        URI page = UriComponentsBuilder.fromUri(exchange.getRequest().getURI())
                .replacePath("/")
                .replaceQuery(null)
                .fragment(null)
                .build()
                .toUri();
        return clients.findByRegistrationId(Logins.CLIENT)
                .flatMap(client -> Mono.justOrEmpty(client.getProviderDetails()
                                .getConfigurationMetadata()
                                .get("end_session_endpoint"))
                        .map(endpoint -> UriComponentsBuilder.fromUriString(endpoint.toString())
                                .queryParam("id_token_hint", login.idToken())
                                .queryParam("client_id", "{client}")
                                .queryParam("post_logout_redirect_uri", "{page}")
                                .encode()
                                .buildAndExpand(client.getClientId(), page)
                                .toUri()))
                .doOnError(e -> log.warn("Where the issuer ends its session is not known: {}", e.toString()))
                .onErrorComplete();
    }
}
