package vn.bdhvs.analytics.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.bdhvs.analytics.CommandDouble.answering;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Browser;
import vn.bdhvs.analytics.CommandDouble;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;

/** The session service is a double here, which may answer for a second, and nobody listens where the registration service is. */
class ReportsTests extends RunningAnalytics {

    private static final String REPORT = "/api/v1/reports/assists/0195d3a0-1b2c-7def-8123-456789abcdef";
    private static final String SHOWN = "{\"id\":\"0195d3a0\",\"citizens\":3}";
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @BeforeEach
    void theServiceAnswers() {
        SESSION_SERVICE.answers(answering(200, JSON, SHOWN, "ETag", "\"3\"", "X-Inner", "secret"));
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private Api as(String name) {
        return new Api(url(port), TestPlatform.token(name));
    }

    private static CommandDouble.Request asked() {
        assertThat(SESSION_SERVICE.requests()).hasSize(1);
        return SESSION_SERVICE.requests().get(0);
    }

    @Test
    void asksInTheNameOfWhoeverIsLoggedIn() {
        HttpResponse<String> answer = Browser.loggedIn(port, "officer-724").get(REPORT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(SHOWN);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"3\"");
        assertThat(answer.headers().firstValue("X-Inner")).isEmpty();
        assertThat(asked().path()).isEqualTo("/api/v1/assists/0195d3a0-1b2c-7def-8123-456789abcdef");
        assertThat(asked().header("Cookie")).isEmpty();
        String token = asked().header("Authorization").replaceFirst("Bearer ", "");
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8))
                .contains("\"sub\":\"officer-724\"");
        assertThat(answer.headers().map().toString()).doesNotContain(token);
    }

    @Test
    void passesOnTheTokenOfACallerThatHasOne() {
        String token = TestPlatform.token("district-724");
        assertThat(new Api(url(port), token).get(REPORT).status()).isEqualTo(200);
        assertThat(asked().header("Authorization")).isEqualTo("Bearer " + token);
    }

    @Test
    void passesACorrectionOnWithWhatWasSeen() {
        Api.Answer answer = as("officer-724").put(REPORT, "{\"citizens\":4}", "If-Match", "\"2\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"3\"");
        assertThat(asked().method()).isEqualTo("PUT");
        assertThat(asked().header("If-Match")).isEqualTo("\"2\"");
        assertThat(asked().header("Content-Type")).isEqualTo(JSON);
        assertThat(asked().body()).isEqualTo("{\"citizens\":4}");
    }

    @Test
    void takesAReportBackOnlyForALoginThatBringsItsCsrfToken() {
        Browser browser = Browser.loggedIn(port, "officer-724");
        assertThat(browser.post(REPORT + "/retraction", "{\"reason\":\"twice\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(SESSION_SERVICE.requests()).isEmpty();

        JsonNode csrf = browser.json("/api/v1/me").path("csrf");
        assertThat(browser.post(
                                REPORT + "/retraction",
                                "{\"reason\":\"twice\"}",
                                csrf.path("header").asString(),
                                csrf.path("token").asString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(asked().method()).isEqualTo("POST");
        assertThat(asked().path()).endsWith("/retraction");
        assertThat(asked().body()).isEqualTo("{\"reason\":\"twice\"}");
        assertThat(new Api(url(managementPort), TestPlatform.token("operator"))
                        .get("/actuator/accesslog?who=officer-724&to=" + REPORT + "/retraction")
                        .response()
                        .body())
                .contains("\"did\":\"POST\"", "\"status\":200")
                .doesNotContain("twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 412, 428, 429, 503})
    void passesEveryRefusalBackAsItIs(int status) {
        String problem = "{\"type\":\"urn:bdhvs:problem:stale\",\"status\":%d,\"errors\":[]}".formatted(status);
        SESSION_SERVICE.answers(answering(status, PROBLEM, problem));

        Api.Answer answer = as("officer-724").put(REPORT, "{}", "If-Match", "\"1\"");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith(PROBLEM);
        assertThat(answer.response().body()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/reports/nil-reports/1",
        "GET,  /api/v1/reports/volunteers/1",
        "PUT,  /api/v1/reports/volunteers/1",
        "GET,  /api/v1/reports/assists/..%2Fclasses",
        "GET,  /api/v1/reports/assists/%2e%2e",
        "PUT,  /api/v1/reports/assists/1%3Fa",
        "POST, /api/v1/reports/campaigns/1/retraction"
    })
    void asksNobodyAboutWhatItDoesNotPassOn(String method, String path) {
        Api officer = as("officer-724");
        int status =
                switch (method) {
                    case "GET" -> officer.get(path).status();
                    case "PUT" -> officer.put(path, "{}").status();
                    default -> officer.post(path, "{}").status();
                };
        assertThat(status).isIn(400, 404);
        assertThat(SESSION_SERVICE.requests()).isEmpty();
    }

    @Test
    void saysWhichServiceCannotBeReachedAndNotWhereItIs() {
        Api.Answer answer =
                as("officer-724").post("/api/v1/reports/volunteers/1/retraction", "{\"reason\":\"an old one\"}");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("Content-Type")).startsWith(PROBLEM);
        assertThat(answer.json().path("service").asString()).isEqualTo("registration-service");
        assertThat(answer.response().body()).doesNotContain("127.0.0.1", "Exception", "old one");
    }

    @Test
    void doesNotWaitForEver() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        SESSION_SERVICE.answers(exchange -> {
            asked.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThat(as("officer-724").get(REPORT).status()).isEqualTo(504);
            assertThat(asked.getCount()).isZero();
        } finally {
            over.countDown();
        }
    }

    @Test
    void takesItsTokensNowhereElse() {
        SESSION_SERVICE.answers(answering(302, JSON, "", "Location", SESSION_SERVICE.url() + "/elsewhere"));
        assertThat(as("officer-724").get(REPORT).status()).isEqualTo(502);
        assertThat(asked().path()).doesNotContain("elsewhere");
    }

    @Test
    void takesNoMoreThanAReport() {
        SESSION_SERVICE.answers(answering(200, JSON, " ".repeat(1 << 20)));
        assertThat(as("officer-724").get(REPORT).status()).isEqualTo(502);
        SESSION_SERVICE.answers(answering(200, JSON, SHOWN));
        assertThat(as("officer-724")
                        .put(REPORT, " ".repeat(1 << 20), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(413);
        assertThat(SESSION_SERVICE.requests()).isEmpty();
    }
}
