package vn.bdhvs.analytics.login;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** The cookie by which a browser says which session is its own. */
public final class SessionCookie {

    static final String NAME = "SESSION";

    private SessionCookie() {}

    /**
     * Whether it is what says who makes a request, and not a token: then the browser may have sent it along with a request
     * that another site made.
     */
    public static boolean saysWhoCalls(ServerWebExchange exchange) {
        return exchange.getRequest().getCookies().containsKey(NAME)
                && !exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    }
}
