package vn.bdhvs.e2e.fault;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import vn.bdhvs.e2e.Chromium;

/** The dashboard in a browser, as a leader leaves it open: citizens helped in the whole province come first. */
record LeaderScreen(Page page) implements AutoCloseable {

    private static final int WIDTH = 1440;
    private static final double SOON_MS = 30_000;
    private static final Path TARGETS = Path.of(System.getProperty("project.root"))
            .resolve("deploy/local/src/main/resources/vn/bdhvs/local/demo/plan.yaml");

    /** A site that has the targets of the demonstration, without which the page shows less. */
    static SitePlan site(Path directory) {
        return Site.in(directory).analyticsArguments("--campaign.plans=" + TARGETS.toUri());
    }

    /** Opens it, and returns when its figures stand and it is live. */
    static LeaderScreen open(Chromium chromium, Site site) {
        Page page = chromium.page(WIDTH);
        Chromium.logIn(page, site.analytics().url() + "/", "leader");
        LeaderScreen screen = new LeaderScreen(page);
        PlaywrightAssertions.assertThat(page.locator(".pill"))
                .containsText("Trực tiếp", new LocatorAssertions.ContainsTextOptions().setTimeout(SOON_MS));
        PlaywrightAssertions.assertThat(screen.headline())
                .not()
                .isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(SOON_MS));
        return screen;
    }

    private Locator headline() {
        return page.locator(".headline-tile.chosen .total");
    }

    /** Citizens helped, as the page says. */
    long total() {
        return Long.parseLong(headline().textContent().replaceAll("[^0-9]", ""));
    }

    /** Waits until the page shows just so many citizens, and fails if it never does. */
    void requireTotal(long citizens) {
        PlaywrightAssertions.assertThat(headline())
                .hasText(
                        "%,d".formatted(citizens).replace(',', '.'),
                        new LocatorAssertions.HasTextOptions().setTimeout(SOON_MS));
    }

    @Override
    public void close() {
        page.close();
    }
}
