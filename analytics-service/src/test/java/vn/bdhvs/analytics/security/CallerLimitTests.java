package vn.bdhvs.analytics.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.limit.RequestLimits;

class CallerLimitTests {

    private final CallerLimit limit =
            new CallerLimit(RequestLimits.of(1, 3), new SecurityProblems(new JsonMapper()), "/api/", "/login/");

    private MockServerWebExchange ask(String path, String address) {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get(path).remoteAddress(new InetSocketAddress(address, 4711)));
        limit.filter(
                        exchange,
                        passed -> Mono.fromRunnable(() -> passed.getResponse().setStatusCode(HttpStatus.OK)))
                .block();
        return exchange;
    }

    private HttpStatusCode status(String path, String address) {
        return ask(path, address).getResponse().getStatusCode();
    }

    @Test
    void refusesWhatIsBeyondTheShareOfAnAddress() {
        for (int i = 0; i < 3; i++) {
            assertThat(status("/login/oauth2/code/campaign-pulse", "127.0.0.2")).isEqualTo(HttpStatus.OK);
        }
        MockServerWebExchange refused = ask("/login/oauth2/code/campaign-pulse", "127.0.0.2");
        assertThat(refused.getResponse().getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(refused.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("1");
        assertThat(status("/api/v1/me", "127.0.0.3")).isEqualTo(HttpStatus.OK);
    }

    @Test
    void doesNotCountWhatThePageIsMadeOf() {
        for (int i = 0; i < 10; i++) {
            assertThat(status("/js/main.js", "127.0.0.4")).isEqualTo(HttpStatus.OK);
        }
    }
}
