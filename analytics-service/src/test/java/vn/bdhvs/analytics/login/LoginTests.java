package vn.bdhvs.analytics.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.Browser;
import vn.bdhvs.analytics.LiveStream;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.local.TestPlatform;

/** Rights are asked for again after two seconds here, and open streams look every 300 ms. */
class LoginTests extends RunningAnalytics {

    private static final String OFFICER = "officer-724";
    private static final String ME = "/api/v1/me";
    private static final Duration SOON = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @AfterEach
    void everybodyIsWhoTheyWere() {
        TestPlatform.usualRights(OFFICER);
    }

    @Test
    void sendsABrowserToTheIssuerAndBackToThePageThatItWanted() {
        Browser browser = new Browser(port);

        assertThat(browser.get(ME).statusCode()).isEqualTo(401);
        assertThat(Browser.location(browser.open("/?unit=724"))).isEqualTo("/oauth2/authorization/campaign-pulse");
        assertThat(browser.logIn("/?unit=724&lang=en", OFFICER)).endsWith("/?unit=724&lang=en");
        HttpResponse<String> page = browser.open("/?unit=724&lang=en");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("main.js");
    }

    @Test
    void asksForACodeWithAProofKey() {
        Browser browser = new Browser(port);
        String authorization = Browser.location(browser.open(Browser.location(browser.open("/"))));
        assertThat(authorization)
                .startsWith(TestPlatform.issuerUri() + "/oauth2/authorize?")
                .contains("response_type=code", "code_challenge_method=S256", "code_challenge=", "state=", "nonce=")
                .doesNotContain("secret");
    }

    @Test
    void knowsALoginAsItKnowsAToken() {
        JsonNode officer = Browser.loggedIn(port, OFFICER).json(ME);
        assertThat(officer.path("name").asString()).isEqualTo(OFFICER);
        assertThat(officer.at("/roles/0").asString()).isEqualTo("officer");
        assertThat(officer.at("/units/0").asString()).isEqualTo("724");
        assertThat(officer.path("seesAll").asBoolean()).isFalse();

        JsonNode byToken = Api.as(OFFICER, port).json(ME);
        assertThat(byToken.path("roles")).isEqualTo(officer.path("roles"));
        assertThat(byToken.path("units")).isEqualTo(officer.path("units"));
    }

    @Test
    void keepsTheSessionFromScriptsAndOtherSitesAndUnderANewIdOnceLoggedIn() {
        Browser browser = new Browser(port);
        String login = Browser.location(browser.open("/"));
        HttpResponse<String> begun = browser.open(login);
        assertThat(begun.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("SESSION="))
                .singleElement()
                .asString()
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Lax");
        String before = browser.session();

        browser.logIn("/", "leader");
        assertThat(browser.session()).isNotEqualTo(before).hasSizeGreaterThan(40);
        Browser attacker = new Browser(port);
        attacker.bring(before);
        assertThat(attacker.get(ME).statusCode()).isEqualTo(401);
    }

    @Test
    void takesNoSessionThatItHasNotMade() {
        Browser browser = new Browser(port);
        browser.bring("a-session-of-my-own-making-which-nobody-else-knows");
        browser.logIn("/", "leader");
        assertThat(browser.session()).isNotEqualTo("a-session-of-my-own-making-which-nobody-else-knows");
    }

    @Test
    void changesNothingForALoginWithoutItsCsrfToken() {
        Browser operator = Browser.loggedIn(port, "operator");
        assertThat(operator.post("/api/v1/audit/repair", "{}").statusCode()).isEqualTo(403);
        JsonNode csrf = operator.json(ME).path("csrf");
        assertThat(operator.post(
                                "/api/v1/audit/repair",
                                "{}",
                                csrf.path("header").asString(),
                                csrf.path("token").asString())
                        .statusCode())
                .isNotIn(401, 403);
        assertThat(Api.as("operator", port).post("/api/v1/audit/repair", "{}").status())
                .as("a token needs none")
                .isNotIn(401, 403);
    }

    @Test
    void logsOutHereAndAtTheIssuer() {
        Browser browser = Browser.loggedIn(port, "leader");
        Browser copy = new Browser(port);
        copy.bring(browser.session());
        assertThat(copy.get(ME).statusCode()).isEqualTo(200);
        JsonNode csrf = browser.json(ME).path("csrf");

        HttpResponse<String> out = browser.submit(
                "/logout", csrf.path("parameter").asString(), csrf.path("token").asString());

        assertThat(Browser.location(out))
                .startsWith(TestPlatform.issuerUri() + "/connect/logout?")
                .contains("id_token_hint=", "post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A" + port + "%2F");
        assertThat(browser.get(ME).statusCode()).isEqualTo(401);
        assertThat(copy.get(ME).statusCode()).as("the cookie of before").isEqualTo(401);
    }

    @Test
    void endsAStreamWhoseViewerMayNoLongerSeeIt() {
        Browser browser = Browser.loggedIn(port, OFFICER);
        try (LiveStream stream = new LiveStream(port, "724", "Cookie", "SESSION=" + browser.session())) {
            await().atMost(SOON).until(() -> stream.total() != null);

            TestPlatform.rights(OFFICER, List.of("officer"), List.of("725"));

            await().atMost(SOON).until(stream::hasEnded);
            assertThat(browser.open(Api.CAMPAIGN + "/live?unit=724").statusCode())
                    .isEqualTo(403);
            assertThat(browser.json(ME).at("/units/0").asString()).isEqualTo("725");
        }
    }

    @Test
    void endsASessionThatTheIssuerNoLongerKnows() {
        Browser browser = Browser.loggedIn(port, OFFICER);
        try (LiveStream stream = new LiveStream(port, "724", "Cookie", "SESSION=" + browser.session())) {
            await().atMost(SOON).until(() -> stream.total() != null);

            TestPlatform.ban(OFFICER);

            await().atMost(SOON).until(stream::hasEnded);
            assertThat(browser.get(ME).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void letsAnOperatorEndTheSessionOfAScreen() {
        Browser display = Browser.loggedIn(port, "display");
        Api operator = Api.as("operator", port);
        try (LiveStream stream = new LiveStream(port, "74", "Cookie", "SESSION=" + display.session())) {
            await().atMost(SOON).until(() -> stream.total() != null);
            JsonNode open = operator.json("/api/v1/sessions")
                    .path("sessions")
                    .valueStream()
                    .filter(session -> session.path("name").asString().equals("display"))
                    .reduce((one, other) -> other)
                    .orElseThrow();
            String key = open.path("key").asString();
            assertThat(key).isNotEqualTo(display.session());

            assertThat(operator.delete("/api/v1/sessions/" + key).status()).isEqualTo(204);

            await().atMost(SOON).until(stream::hasEnded);
            assertThat(display.get(ME).statusCode()).isEqualTo(401);
            assertThat(operator.delete("/api/v1/sessions/" + key).status()).isEqualTo(404);
        }
    }

    /** A refresh token is good for one use: a second one would end the login. */
    @Test
    void asksTheIssuerOnceHoweverManyAskAtOnce() {
        Browser browser = Browser.loggedIn(port, "leader");
        for (int round = 0; round < 3; round++) {
            int before = TestPlatform.refreshed();
            // Until they are so old that they are asked for again.
            await().pollDelay(Duration.ofMillis(2_100)).until(() -> true);
            List<CompletableFuture<Integer>> asking = IntStream.range(0, 20)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> browser.get(ME).statusCode()))
                    .toList();
            List<Integer> statuses =
                    asking.stream().map(CompletableFuture::join).toList();
            assertThat(statuses).containsOnly(200);
            assertThat(TestPlatform.refreshed() - before).isEqualTo(1);
        }
    }

    @Test
    void saysThatALoginFailedInsteadOfTryingForEver() {
        Browser browser = new Browser(port);
        browser.open("/");
        HttpResponse<String> answer = browser.open("/login/oauth2/code/campaign-pulse?code=none&state=none");
        assertThat(Browser.location(answer)).isEqualTo("/sign-in.html?failed");
        assertThat(browser.open("/sign-in.html?failed").statusCode()).isEqualTo(200);
    }
}
