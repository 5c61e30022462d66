package vn.bdhvs.analytics.security;

import java.net.URI;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.ServerRedirectStrategy;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.logout.ServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.ServerLogoutSuccessHandler;
import org.springframework.security.web.server.savedrequest.CookieServerRequestCache;
import org.springframework.security.web.server.savedrequest.ServerRequestCache;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.MediaTypeServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import vn.bdhvs.analytics.login.LogOut;
import vn.bdhvs.analytics.login.LoginLog;

/**
 * The ways of a browser: who asks for a page and is not logged in is sent to the issuer and comes back to that page; who
 * logs out is logged out there too; a login that failed ends at a page that says so, and not in a circle.
 */
@Component
class SignIn implements ServerAuthenticationFailureHandler, ServerLogoutHandler, ServerLogoutSuccessHandler {

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private static final URI AT_THE_ISSUER = URI.create("/oauth2/authorization/campaign-pulse");
    private static final URI FAILED = URI.create("/sign-in.html?failed");
    private static final URI OUT = URI.create("/sign-in.html");
    private static final String END_SESSION = SignIn.class.getName() + ".endSession";

    private final ServerRedirectStrategy redirect = new DefaultServerRedirectStrategy();
    private final ServerWebExchangeMatcher page = page();
    private final CookieServerRequestCache wanted = new CookieServerRequestCache();
    private final LogOut logOut;
    private final LoginLog loginLog;

    SignIn(LogOut logOut, LoginLog loginLog) {
        this.loginLog = loginLog;
        this.logOut = logOut;
        wanted.setSaveRequestMatcher(page);
    }

    private static ServerWebExchangeMatcher page() {
        MediaTypeServerWebExchangeMatcher html = new MediaTypeServerWebExchangeMatcher(MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return new AndServerWebExchangeMatcher(
                ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, "/", "/index.html"), html);
    }

    /** Remembers, in a cookie, the page that somebody wanted to see. */
    ServerRequestCache wanted() {
        return wanted;
    }

    /** Sends browsers to the issuer, and tells everybody else what is wrong. */
    ServerAuthenticationEntryPoint orElse(ServerAuthenticationEntryPoint others) {
        return (exchange, cause) -> page.matches(exchange)
                .flatMap(match -> match.isMatch()
                        ? wanted.saveRequest(exchange).then(redirect.sendRedirect(exchange, AT_THE_ISSUER))
                        : others.commence(exchange, cause));
    }

    @Override
    public Mono<Void> onAuthenticationFailure(WebFilterExchange filter, AuthenticationException cause) {
        log.warn("A login failed: {}", cause.toString());
        return loginLog.refused(filter.getExchange()).then(redirect.sendRedirect(filter.getExchange(), FAILED));
    }

    /** Before the session is gone: where the issuer ends its own. */
    @Override
    public Mono<Void> logout(WebFilterExchange filter, Authentication who) {
        ServerWebExchange exchange = filter.getExchange();
        return logOut.end(exchange)
                .doOnNext(uri -> exchange.getAttributes().put(END_SESSION, uri))
                .then();
    }

    @Override
    public Mono<Void> onLogoutSuccess(WebFilterExchange filter, Authentication who) {
        ServerWebExchange exchange = filter.getExchange();
        // It is called before the logout has happened, and subscribed to after it.
        return Mono.defer(() -> redirect.sendRedirect(exchange, exchange.getAttributeOrDefault(END_SESSION, OUT)));
    }
}
