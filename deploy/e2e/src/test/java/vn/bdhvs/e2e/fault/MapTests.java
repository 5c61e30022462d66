package vn.bdhvs.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The map on a district's page; and within borders, for an operator who has a file of them: here, of rectangles that are made up. */
@ExtendWith(DashboardBrowser.Demonstration.class)
class MapTests extends DashboardBrowser {

    private static final Path MADE_UP = Path.of(System.getProperty("project.root"))
            .resolve("analytics-service/src/test/resources/made-up-districts.geojson");

    private static final Pattern ASKED_FOR = Pattern.compile("ban-do=1");

    private static void restart(String... arguments) {
        site.analytics().stop();
        site.analytics().start(arguments);
        site.analytics().awaitReady();
    }

    private static void restartWith(Path borders) {
        restart("--map.geojson=" + borders.toUri());
    }

    private static void requireFitForEverybody(Page page) {
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(Rule::getId, Rule::getNodes)
                .isEmpty();
    }

    @Test
    void isDrawnForWhoChoosesItAndLeadsToTheDistricts() {
        restartWith(MADE_UP);
        try (Page page = as("leader", 1440, "")) {
            Locator areas = page.locator(".borders a");
            assertThat(page.locator(".tile a")).hasCount(9);
            page.locator("[data-map=borders]").click();
            assertThat(areas).hasCount(9);
            assertThat(page.locator(".tile a")).hasCount(0);
            assertThat(page).hasURL(ASKED_FOR);
            for (int unit = 718; unit <= 726; unit++) {
                assertThat(page.locator(".borders a[data-unit='%d']".formatted(unit)))
                        .hasAttribute("href", Pattern.compile("\\bunit=" + unit));
            }
            requireText(page.locator(".border-labels"), "Thủ Dầu Một");
            keep(page, "1440-map");
            requireFitForEverybody(page);

            page.locator(".borders a[data-unit='720']").focus();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".borders a[data-unit='719']")).isFocused();
            assertThat(page.locator("tr[data-unit='719']")).hasClass(Pattern.compile("pointed"));
            page.locator("tr[data-unit='724'] th").hover();
            assertThat(page.locator(".borders a[data-unit='724']")).hasClass(Pattern.compile("pointed"));
            page.locator(".borders a[data-unit='719']").press("Enter");
            requireText(page.locator("h1 + p"), "Bàu Bàng");
            page.goBack();
            assertThat(areas).hasCount(9);
            page.goBack();
            assertThat(page.locator(".tile a")).hasCount(9);
            assertThat(areas).hasCount(0);
        }
        chromium.requireNoErrors();
    }

    @Test
    void isDrawnInTheDarkOnAPhoneAndOnAWallThatAsksForIt() {
        restartWith(MADE_UP);
        try (Page page = as("leader", 1440, "?ban-do=1&do=vol&theme=dark")) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            assertThat(page.locator(".borders a")).hasCount(9);
            page.locator("[role=radio]").last().click();
            assertThat(page.locator(".borders a")).hasCount(9);
            requireText(page.locator(".border-labels"), "%");
            requireFitForEverybody(page);
            keep(page, "1440-map-dark");
        }
        try (Page page = as("leader", 390, "?ban-do=1")) {
            assertThat(page.locator(".borders a")).hasCount(9);
            Assertions.assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                    .isEqualTo(390);
            keep(page, "phone-390-map");
        }
        try (Page page = as("display", 1920, "?tv=1&scene=1&ban-do=1")) {
            page.setViewportSize(1920, 1080);
            assertThat(page.locator(".borders a")).hasCount(9);
            assertThat(page.locator("[data-map=borders]")).isHidden();
            keep(page, "tv-1-map");
        }
        try (Page page = as("display", 1920, "?tv=1&scene=1")) {
            assertThat(page.locator(".tile a")).hasCount(9);
        }
        chromium.requireNoErrors();
    }

    @Test
    void saysWhyThereIsNoneAndKeepsToTheTiles(@TempDir Path directory) throws IOException {
        restart();
        requireTiles("Chưa có tệp bản đồ");
        Path lacking = directory.resolve("lacking.geojson");
        Files.writeString(lacking, Files.readString(MADE_UP).replaceAll("\"(72[13])\"|\\b(72[13])\\b", "0"));
        restartWith(lacking);
        requireTiles("Tệp bản đồ thiếu mã 721, 723; vẫn dùng ô lưới.");
    }

    private static void requireTiles(String reason) {
        try (Page page = as("leader", 1440, "?ban-do=1")) {
            Locator choice = page.locator("[data-map=borders]");
            assertThat(choice).isDisabled();
            assertThat(choice).hasAttribute("title", Pattern.compile("^" + reason));
            assertThat(choice).hasAttribute("aria-pressed", "false");
            assertThat(choice).hasAccessibleDescription(Pattern.compile("^" + reason));
            assertThat(page.locator(".tile a")).hasCount(9);
            choice.focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#map-why")).isInViewport();
            assertThat(page.locator("#map-why")).not().hasClass(Pattern.compile("spoken"));
            assertThat(page.locator(".borders")).hasCount(0);
            requireFitForEverybody(page);
            keep(page, "1440-map-none");
        }
        chromium.requireNoErrors();
    }

    @Test
    void leadsFromADistrictToTheOthersForWhoSeesTheProvince() {
        try (Page page = as("leader", 1440, "?unit=724")) {
            Locator here = page.locator(".tile a[aria-current]");
            assertThat(here).hasAttribute("data-unit", "724");
            assertThat(here.locator(".tile-total")).not().isEmpty();
            assertThat(page.locator(".headline-tile.chosen .headline-province"))
                    .hasText(Pattern.compile("^Toàn tỉnh đạt \\d,\\d% mục tiêu$"));
            assertThat(page.locator(".headline-tile.chosen .bullet-reference")).isVisible();
            requireText(page.locator(".trend-card .marks"), "Toàn tỉnh, quy theo mục tiêu");
            keep(page, "1440-district");
            requireFitForEverybody(page);
            page.locator(".tile a[data-unit='720']").click();
            requireText(page.locator("h1 + p"), "Dầu Tiếng");
        }
        try (Page page = as("officer-724", 1440, "")) {
            assertThat(page.locator(".areas")).isVisible();
            assertThat(page.locator(".tile")).hasCount(0);
            assertThat(page.locator(".headline-tile.chosen .headline-province")).isHidden();
        }
        chromium.requireNoErrors();
    }
}
