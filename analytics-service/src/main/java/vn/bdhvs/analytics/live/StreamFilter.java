package vn.bdhvs.analytics.live;

import java.util.function.Function;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers with a stream after everything else about its request is done and forgotten. A stream stands for hours, and a
 * request that answers with it from within keeps its token, its claims and each step of their check for as long: more than
 * half of what a viewer costs.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StreamFilter implements WebFilter {

    private static final String ANSWER = StreamFilter.class.getName() + ".answer";

    private interface Answer extends Function<ServerHttpResponse, Mono<Void>> {}

    /** To be called by a handler that then completes without having answered. */
    static void answerLater(ServerWebExchange exchange, Function<ServerHttpResponse, Mono<Void>> answer) {
        exchange.getAttributes().put(ANSWER, (Answer) answer::apply);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange)
                .then(Mono.defer(() -> exchange.getAttributes().remove(ANSWER) instanceof Answer answer
                        ? answer.apply(exchange.getResponse())
                        : Mono.empty()));
    }
}
