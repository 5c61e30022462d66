package vn.bdhvs.analytics.login;

import java.net.InetSocketAddress;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.access.AccessEntry;
import vn.bdhvs.access.AccessLog;

/** Has logins noted, before they are of use to anybody, and their ends. */
@Component
public class LoginLog {

    private final AccessLog log;

    LoginLog(AccessLog log) {
        this.log = log;
    }

    /** Somebody has logged in. */
    Mono<Void> in(String who, ServerWebExchange exchange) {
        return note(who, "LOGIN", 200, exchange);
    }

    /** Somebody has come back from the issuer without being let in. */
    public Mono<Void> refused(ServerWebExchange exchange) {
        return note(AccessEntry.NOBODY, "LOGIN", 401, exchange);
    }

    /** Somebody has logged out. */
    Mono<Void> out(String who, ServerWebExchange exchange) {
        return note(who, "LOGOUT", 200, exchange);
    }

    /** Where a request comes from. */
    public static String address(ServerWebExchange exchange) {
        InetSocketAddress address = exchange.getRequest().getRemoteAddress();
        return address == null || address.getAddress() == null
                ? "unknown"
                : address.getAddress().getHostAddress();
    }

    private Mono<Void> note(String who, String did, int status, ServerWebExchange exchange) {
        String from = address(exchange);
        String to = exchange.getRequest().getPath().value();
        return Mono.<Void>fromRunnable(() -> log.append(who, did, to, status, from))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
