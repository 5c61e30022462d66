package vn.bdhvs.analytics.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;

class TokensTests extends RunningAnalytics {

    @LocalServerPort
    private int port;

    static Stream<Arguments> badTokens() {
        String good = TestPlatform.token("operator");
        return Stream.of(
                Arguments.of("none at all", ""),
                Arguments.of("no token", "operator"),
                Arguments.of("expired", TestPlatform.token("operator", Map.of("exp", at(-120)))),
                Arguments.of("not valid yet", TestPlatform.token("operator", Map.of("nbf", at(3600), "exp", at(7200)))),
                Arguments.of("for others", TestPlatform.token("operator", Map.of("aud", List.of("another-service")))),
                Arguments.of("of others", TestPlatform.token("operator", Map.of("iss", "http://127.0.0.1:1"))),
                Arguments.of("unsigned", unsigned(good)),
                Arguments.of("signature cut off", good.substring(0, good.lastIndexOf('.') + 1)),
                Arguments.of("claims changed", withOtherClaims(TestPlatform.token("officer-724"))));
    }

    private static Date at(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String unsigned(String good) {
        return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + good.split("\\.")[1] + ".";
    }

    private static String withOtherClaims(String good) {
        String[] parts = good.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encoded(claims.replace("\"officer\"", "\"operator\"")) + "." + parts[2];
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesAndDoesNotSayWhy(String name, String token) {
        Api.Answer answer = new Api("http://127.0.0.1:" + port, token).get("/api/v1/ingest");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.response().body())
                .doesNotContainIgnoringCase("expired", "signature", "audience", "exception");
    }
}
