package vn.bdhvs.session.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import vn.bdhvs.local.Api;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

/** Ten requests at once, and then one a second. */
@ServiceTest
@TestPropertySource(properties = {"limits.requests-per-second=1", "limits.burst=10", "test.database=limits"})
class LimitTests {

    @LocalServerPort
    int port;

    private Api as(String client) {
        return new Api("http://127.0.0.1:" + port, Platform.ISSUER.token(client, "724"));
    }

    @Test
    void refusesWhatIsBeyondAClientsShareAndNobodyElses() {
        Api greedy = as("greedy");
        List<Api.Answer> answers = IntStream.range(0, 30)
                .mapToObj(i -> greedy.get("/api/v1/assists"))
                .toList();

        assertThat(answers.stream().filter(answer -> answer.status() == 200).count())
                .isBetween(10L, 20L);
        Api.Answer refused = answers.stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().path("type").asString()).endsWith("too-many-requests");
        assertThat(as("modest").get("/api/v1/assists").status()).isEqualTo(200);
    }

    @Test
    void knowsThoseWithoutATokenByTheirAddress() {
        List<Integer> statuses = IntStream.range(0, 30)
                .mapToObj(i -> new Api("http://127.0.0.1:" + port, "")
                        .get("/api/v1/assists")
                        .status())
                .toList();
        assertThat(statuses).contains(401, 429);
    }
}
