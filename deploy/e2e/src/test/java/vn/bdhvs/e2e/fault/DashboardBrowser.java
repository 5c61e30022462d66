package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import vn.bdhvs.e2e.Chromium;

/** A site with the targets of the demonstration and a first report, and a browser to look at its dashboard with. */
abstract class DashboardBrowser {

    private static final Path PLAN = Path.of(System.getProperty("project.root"))
            .resolve("deploy/local/src/main/resources/vn/bdhvs/local/demo/plan.yaml");

    /** Overviews come every five seconds, charts are drawn as often, and rows change places every half minute. */
    static final double SLOWLY = 20_000;

    static Site site;
    static Caller district;
    static Chromium chromium;

    /** The demonstration's site, made whole, and a browser for this class. What earlier classes have reported stays. */
    static final class Demonstration implements BeforeAllCallback, AfterAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            Assumptions.assumeTrue(Chromium.isThere(), "skipped: there is no Chromium (Debian's package chromium)");
            site = SharedSite.site(
                    context, "demonstration", plan -> plan.analyticsArguments("--campaign.plans=" + PLAN.toUri()));
            site.mend();
            open();
        }

        @Override
        public void afterAll(ExtensionContext context) {
            if (chromium != null) {
                chromium.close();
            }
        }
    }

    /** Opens the browser, on a site that has something to show. */
    static void open() {
        district = site.caller("district-724");
        report(3, "first-" + UUID.randomUUID());
        chromium = new Chromium();
    }

    /** Address of a report, at the service that took it in. */
    static String report(int citizens, String reference) {
        HttpResponse<String> answer = district.assist(site.session(), "25942", citizens, reference);
        assertThat(answer.statusCode()).isEqualTo(201);
        return site.session().url() + answer.headers().firstValue("Location").orElseThrow();
    }

    static void holdClass(int learners, String startedAt, String reference) {
        assertThat(district.post(site.session().url() + "/api/v1/classes", """
                        {"campaign":"%s","unit":"25942","team":"binh-dan-hoc-vu-so","topic":"cong-cu-ai","mode":"online",\
                        "startedAt":"%s","durationMinutes":45,"learners":{"total":%d},"instructors":1,\
                        "clientReference":"%s"}""".formatted(
                                        Caller.CAMPAIGN, startedAt, learners, reference))
                        .statusCode())
                .isEqualTo(201);
    }

    static Page as(String user, int width, String query) {
        return as(chromium, user, width, query);
    }

    static Page as(Chromium browser, String user, int width, String query) {
        Page page = browser.page(width);
        Chromium.logIn(page, site.analytics().url() + "/" + query, user);
        PlaywrightAssertions.assertThat(page.locator(".services .service").first())
                .isAttached(new LocatorAssertions.IsAttachedOptions().setTimeout(SLOWLY));
        return page;
    }

    static long number(Locator locator) {
        return Long.parseLong(locator.textContent().replaceAll("[^0-9]", ""));
    }

    /** A whole number as Vietnamese readers write it. */
    static String written(long number) {
        return "%,d".formatted(number).replace(',', '.');
    }

    static void requireText(Locator locator, String text) {
        PlaywrightAssertions.assertThat(locator)
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(SLOWLY));
    }

    static void keep(Page page, String name) {
        for (Locator chart : page.locator(".plot-canvas:visible").all()) {
            chart.scrollIntoViewIfNeeded();
            PlaywrightAssertions.assertThat(chart.locator("svg"))
                    .isAttached(new LocatorAssertions.IsAttachedOptions().setTimeout(SLOWLY));
        }
        page.evaluate("() => scrollTo(0, 0)");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(!page.url().contains("tv=1"))
                .setPath(Path.of("target/dashboard-%s.png".formatted(name))));
    }
}
