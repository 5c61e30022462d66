package vn.bdhvs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.bdhvs.local.Api;
import vn.bdhvs.session.platform.Issuer;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

@ServiceTest
class SecurityTests {

    private static final String ASSISTS = "/api/v1/assists";
    private static final String REPORT = """
            {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "%s", "team": "tri-thuc-tre",
             "service": "binh-duong-so", "channel": "home", "assistedAt": "2025-03-26T07:30:00+07:00",
             "citizens": 1, "outcome": "completed"}
            """;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    private Api api(String token) {
        return new Api("http://127.0.0.1:" + port, token);
    }

    private Api actuator(String token) {
        return new Api("http://127.0.0.1:" + managementPort + "/actuator", token);
    }

    static Stream<Arguments> badTokens() {
        Issuer issuer = Platform.ISSUER;
        return Stream.of(
                Arguments.of("none", ""),
                Arguments.of("garbage", "abc"),
                Arguments.of("alg none", issuer.unsigned("district-724", "724")),
                Arguments.of("another key", issuer.forged("district-724", "724")),
                Arguments.of("another issuer", new Issuer().token("district-724", "724")),
                Arguments.of(
                        "issuer changed", issuer.token("district-724", claims -> claims.issuer("http://127.0.0.1:1"))),
                Arguments.of("another audience", issuer.token("district-724", claims -> claims.audience("other"))),
                Arguments.of("no audience", issuer.token("district-724", claims -> claims.audience((String) null))),
                Arguments.of(
                        "expired",
                        issuer.token(
                                "district-724",
                                claims -> claims.expirationTime(
                                        Date.from(Instant.now().minusSeconds(120))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void answers401ToABadToken(String name, String token) {
        Api.Answer answer = api(token).post(ASSISTS, REPORT.formatted("724"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.response().body()).doesNotContain("Exception", "Jwt", "decode");
    }

    @Test
    void answers403WithoutTheRoleToWrite() {
        String leader = Platform.ISSUER.token(
                "leader", claims -> claims.claim("roles", List.of("leader")).claim("units", List.of("74")));
        Api.Answer answer = api(leader).post(ASSISTS, REPORT.formatted("724"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("type").stringValue()).endsWith("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"725", "74"})
    void answers403ForAnotherDistrictAndForTheProvince(String unit) {
        Api.Answer answer = api(Platform.ISSUER.token("district-724", "724")).post(ASSISTS, REPORT.formatted(unit));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("type").stringValue()).endsWith("outside-your-units");
        assertThat(answer.json().get("detail").stringValue()).contains("724", unit);
    }

    @Test
    void acceptsTheCommunesOfTheDistrictAndTheDistrictsOfTheProvince() {
        assertThat(api(Platform.ISSUER.token("district-718", "718"))
                        .post(ASSISTS, REPORT.formatted("25741"))
                        .status())
                .isEqualTo(201);
        assertThat(api(Platform.ISSUER.token("province-74", "74"))
                        .post(ASSISTS, REPORT.formatted("25741"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void answers403ToATokenThatNamesNoUnits() {
        assertThat(api(Platform.ISSUER.token("district-724"))
                        .post(ASSISTS, REPORT.formatted("724"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void hidesTheAssistsOfOtherDistricts() {
        String path = api(Platform.ISSUER.token("district-724", "724"))
                .post(ASSISTS, REPORT.formatted("724"))
                .header("Location");

        assertThat(api(Platform.ISSUER.token("district-725", "725")).get(path).status())
                .isEqualTo(404);
        assertThat(api(Platform.ISSUER.token("province-74", "74")).get(path).status())
                .isEqualTo(200);
        assertThat(api("").get(path).status()).isEqualTo(401);
    }

    @Test
    void opensHealthToAllAndTheRestOfTheActuatorToOperators() {
        String emitter = Platform.ISSUER.token("district-724", "724");
        String operator = Platform.ISSUER.token("operator", claims -> claims.claim("roles", List.of("operator")));

        assertThat(Stream.of("/health", "/health/liveness", "/health/readiness")
                        .map(path -> actuator("").get(path).status()))
                .containsOnly(200);
        assertThat(actuator("").get("/prometheus").status()).isEqualTo(401);
        assertThat(actuator(emitter).get("/prometheus").status()).isEqualTo(403);
        assertThat(actuator(operator).get("/info").status()).isEqualTo(200);
        Api.Answer metrics = actuator(operator).get("/prometheus", "Accept", "text/plain");
        assertThat(metrics.response().body())
                .contains("outbox_pending", "outbox_oldest_age_seconds", "outbox_parked", "outbox_published_total");
    }
}
