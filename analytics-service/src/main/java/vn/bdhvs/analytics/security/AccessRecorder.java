package vn.bdhvs.analytics.security;

import com.mongodb.MongoException;
import java.security.Principal;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.access.AccessEntry;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.analytics.login.LoginLog;

/**
 * Has every request noted that changes something or takes figures away, whatever became of it, before it is answered; all
 * but what screens tell of themselves. What cannot be noted is not answered, and can be asked again.
 */
class AccessRecorder implements WebFilter {

    private static final Set<HttpMethod> ONLY_LOOK = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final String EXPORT = "/export";
    private static final String SCREENS = "/api/v1/screens/";

    private static final Logger LOG = LoggerFactory.getLogger(AccessRecorder.class);
    private static final String RETRY_SECONDS = "5";

    private final AccessLog log;
    private final SecurityProblems problems;

    AccessRecorder(AccessLog log, SecurityProblems problems) {
        this.log = log;
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = AskedPath.of(exchange);
        boolean onlyLooks = ONLY_LOOK.contains(exchange.getRequest().getMethod()) && !path.endsWith(EXPORT);
        if (onlyLooks || path.startsWith(SCREENS)) {
            return chain.filter(exchange);
        }
        return exchange.getPrincipal()
                .map(Principal::getName)
                .defaultIfEmpty(AccessEntry.NOBODY)
                .flatMap(who -> {
                    exchange.getResponse().beforeCommit(() -> note(who, exchange));
                    return chain.filter(exchange).onErrorResume(AccessRecorder::isOfStore, e -> notNoted(exchange, e));
                });
    }

    private static boolean isOfStore(Throwable failure) {
        return failure instanceof DataAccessException || failure instanceof MongoException;
    }

    private Mono<Void> notNoted(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        LOG.error("a request of {} could not be noted", AskedPath.of(exchange), failure);
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return problems.problem(
                exchange,
                HttpStatus.SERVICE_UNAVAILABLE,
                "It could not be noted, so it is not known whether it was done. Ask again later.");
    }

    private Mono<Void> note(String who, ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return Mono.<Void>fromRunnable(() -> log.append(
                        who,
                        exchange.getRequest().getMethod().name(),
                        AskedPath.of(exchange),
                        status == null ? 200 : status.value(),
                        LoginLog.address(exchange)))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
