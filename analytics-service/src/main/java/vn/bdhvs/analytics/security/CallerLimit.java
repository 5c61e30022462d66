package vn.bdhvs.analytics.security;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import vn.bdhvs.analytics.login.LoginLog;
import vn.bdhvs.limit.RequestLimits;

/**
 * Refuses what a caller asks for beyond its share, with the time after which to come again. Callers are told apart by their
 * tokens or logins, and by their addresses where there are none yet.
 */
class CallerLimit implements WebFilter {

    private final List<String> counted;
    private final RequestLimits limits;
    private final SecurityProblems problems;

    /**
     * @param counted beginnings of the paths that it counts
     */
    CallerLimit(RequestLimits limits, SecurityProblems problems, String... counted) {
        this.counted = List.of(counted);
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = AskedPath.of(exchange);
        if (counted.stream().noneMatch(path::startsWith)) {
            return chain.filter(exchange);
        }
        return exchange.getPrincipal()
                .map(Principal::getName)
                .defaultIfEmpty(LoginLog.address(exchange))
                .map(limits::wait)
                .flatMap(wait -> wait.isZero() ? chain.filter(exchange) : refuse(exchange, wait));
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Duration wait) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(RequestLimits.seconds(wait)));
        return problems.problem(
                exchange,
                HttpStatus.TOO_MANY_REQUESTS,
                "You send more requests than your share. Ask again after Retry-After seconds.");
    }
}
