package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.bdhvs.e2e.Chromium;

/**
 * People log in with a real browser at the real issuer, through a load balancer that sends each request to another of two
 * instances.
 */
@Tag("faults")
class LoggingInTests {

    private static final String CAMPAIGN = "/api/v1/campaigns/" + Caller.CAMPAIGN;
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private static Site site;
    private static RoundRobin front;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path directory) {
        Assumptions.assumeTrue(Chromium.isThere(), "skipped: there is no Chromium (Debian's package chromium)");
        int port = Ports.next();
        site = Site.in(directory)
                .analytics(2)
                .analyticsArguments("--server.forward-headers-strategy=framework")
                .front(port)
                .start();
        front = new RoundRobin(
                port, site.allAnalytics().stream().map(Service::url).toList());
        report("724", "25942", 3);
        report("725", "25963", 5);
        chromium = new Chromium();
    }

    private static void report(String district, String unit, int citizens) {
        Caller emitter = site.caller("district-" + district);
        assertThat(emitter.assist(site.session(), unit, citizens, "login-" + unit)
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            chromium.close();
            front.close();
            site.close();
        }
    }

    private static Page as(String user, String query) {
        Page page = chromium.page(1280);
        Chromium.logIn(page, front.url() + "/" + query, user);
        return page;
    }

    /** Status of an address, asked by the page's own scripts. */
    private static int status(Page page, String path) {
        return (int) page.evaluate(
                "path => fetch(path, {headers: {accept: '*/*'}}).then(async answer => { await answer.body.cancel();"
                        + " return answer.status; })",
                path);
    }

    @Test
    void aLeaderSeesTheProvinceAndItsFiguresMove() {
        try (Page page = as("leader", "")) {
            PlaywrightAssertions.assertThat(page.locator("table.areas")).containsText("Thuận An");
            PlaywrightAssertions.assertThat(page.locator("table.areas tfoot"))
                    .containsText("8", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page-leader.png")));
            for (int i = 0; i < 6; i++) {
                assertThat(status(page, "/api/v1/me")).isEqualTo(200);
                assertThat(status(page, CAMPAIGN + "/figures?unit=725")).isEqualTo(200);
            }
        }
    }

    @Test
    void anOfficerSeesTheOwnDistrictAndNoOther() {
        try (Page page = as("officer-724", "")) {
            PlaywrightAssertions.assertThat(page.locator("h1 + p")).containsText("Dĩ An");
            PlaywrightAssertions.assertThat(page.locator("table.areas tfoot"))
                    .containsText("3", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
            PlaywrightAssertions.assertThat(page.locator("body")).not().containsText("Thuận An");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page-officer.png")));

            for (String unit : new String[] {"725", "25963", "74", "25963@2020-01-01", "725@2020-01-01"}) {
                for (String path : List.of(
                        "/figures?unit=%s&level=commune",
                        "/figures/differences?after=2025-03-01T00:00:00Z&unit=%s",
                        "/figures/citizens/activities?unit=%s",
                        "/reporting?unit=%s",
                        "/live?unit=%s")) {
                    assertThat(status(page, CAMPAIGN + path.formatted(unit)))
                            .as(path + unit)
                            .isIn(403, 404);
                }
            }
            String all = (String) page.evaluate(
                    "path => fetch(path).then(answer => answer.text())", CAMPAIGN + "/figures?level=commune");
            assertThat(all).contains("25942").doesNotContain("25963");
            assertThat(status(page, "/api/v1/ingest")).isEqualTo(403);

            page.navigate(front.url() + "/?unit=725");
            PlaywrightAssertions.assertThat(page.locator("main"))
                    .containsText("Tài khoản của bạn không xem được đơn vị này");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page-denied.png")));
        }
    }

    @Test
    void aScreenStaysLitUntilAnOperatorEndsItsSession() {
        try (Page page = as("display", "?tv=1")) {
            PlaywrightAssertions.assertThat(page.locator("main"))
                    .containsText("8", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page-display.png")));
            assertThat(status(page, CAMPAIGN + "/figures/citizens/activities?unit=724"))
                    .isEqualTo(403);

            Caller operator = site.caller("operations");
            String key = operator.json(site.analytics().url() + "/api/v1/sessions")
                    .path("sessions")
                    .valueStream()
                    .filter(session -> session.path("name").asString().equals("display"))
                    .findFirst()
                    .orElseThrow()
                    .path("key")
                    .asString();
            assertThat(operator.delete(site.analytics().url() + "/api/v1/sessions/" + key)
                            .statusCode())
                    .isEqualTo(204);
            PlaywrightAssertions.assertThat(page.locator("main"))
                    .containsText(
                            "Phiên đăng nhập đã hết",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(WITHIN.toMillis()));
            assertThat(operator.get(site.analytics().management() + "/actuator/accesslog?who=operations")
                            .body())
                    .contains("DELETE", "/api/v1/sessions/" + key);
        }
    }

    @Test
    void whoLogsOutIsLoggedOutAtTheIssuerToo() {
        try (Page page = as("leader", "")) {
            page.locator("button[aria-label^='Đăng xuất']").click();
            PlaywrightAssertions.assertThat(page.locator("input[name=username]"))
                    .isVisible();
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page-issuer.png")));
            assertThat(page.url()).contains("/login");
        }
    }
}
