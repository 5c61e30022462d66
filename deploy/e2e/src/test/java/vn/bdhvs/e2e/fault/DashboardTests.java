package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.bdhvs.e2e.Chromium;

/** The dashboard in a real browser, with the targets of the demonstration. */
@ExtendWith(DashboardBrowser.Demonstration.class)
class DashboardTests extends DashboardBrowser {

    @Test
    void movesAllThatShowsAReport() {
        try (Page page = as("leader", 1440, "")) {
            Locator headline = page.locator(".headline-tile.chosen .total");
            Locator today = page.locator("tr[data-unit='724'] .area-today");
            PlaywrightAssertions.assertThat(headline).not().isEmpty();
            long before = number(headline);
            report(2_445, "moves");

            requireText(headline, "%,d".formatted(before + 2_445).replace(',', '.'));
            requireText(page.locator("tr[data-unit='724'] .area-total"), "10,0%");
            requireText(page.locator(".tile a[data-unit='724'] .tile-total"), "10,0%");
            requireText(page.locator(".feed li").filter(new Locator.FilterOptions().setHasText("+2.445")), "Dĩ An");
            page.locator(".trend-card button", new Page.LocatorOptions().setHasText("Xem bảng số liệu"))
                    .click();
            requireText(
                    page.locator(".trend-card table"),
                    "%,d".formatted(before + 2_445).replace(',', '.'));
            requireText(
                    page.locator(".services-card"),
                    "%,d".formatted(before + 2_445).replace(',', '.'));
            assertThat(today.textContent()).isEqualTo("+0");
            keep(page, "1440-moved");
        }
        chromium.requireNoErrors();
    }

    @Test
    void showsTheMeasureThatIsChosenAlsoByKeyboardAndByAddress() {
        try (Page page = as("leader", 1440, "")) {
            Locator shown = page.locator(".areas-card header p");
            requireText(shown, "Lượt người dân được hỗ trợ");
            page.locator("[role=radio][aria-checked=true]").focus();
            page.keyboard().press("ArrowLeft");
            requireText(shown, "Lượt học viên");
            PlaywrightAssertions.assertThat(page).hasURL(Pattern.compile("do=lea"));
            PlaywrightAssertions.assertThat(page.locator("[role=radio][aria-checked=true]"))
                    .isFocused();
            page.goBack();
            requireText(shown, "Lượt người dân được hỗ trợ");
        }
        try (Page page = as("officer-724", 1440, "?do=cls&lang=en")) {
            requireText(page.locator(".areas-card header p"), "Classes");
            keep(page, "1440-district-english");
        }
        chromium.requireNoErrors();
    }

    @Test
    void looksBackAtAMomentAndComesBack() {
        try (Page page = as("leader", 1440, "")) {
            Locator headline = page.locator(".headline-tile.chosen .total");
            String now = headline.textContent();
            page.locator(".past-open").click();
            page.locator("dialog .quick button").first().click();
            page.locator("dialog[open] button[type=submit]").click();
            requireText(page.locator(".past-banner"), "Đang xem lại số liệu lúc");
            PlaywrightAssertions.assertThat(headline).hasText("0");
            PlaywrightAssertions.assertThat(page).hasURL(Pattern.compile("luc=20"));
            keep(page, "1440-past");
            page.goBack();
            requireText(headline, now);
            PlaywrightAssertions.assertThat(page.locator(".past-banner")).hasCount(0);
        }
        chromium.requireNoErrors();
    }

    @Test
    void saysThatTheDeviceIsOfflineAndUntilWhenItsFiguresAreGood() {
        try (Chromium own = new Chromium();
                Page page = as(own, "leader", 1440, "")) {
            page.context().setOffline(true);
            requireText(page.locator(".offline-banner"), "Thiết bị đang ngoại tuyến");
            page.context().setOffline(false);
            PlaywrightAssertions.assertThat(page.locator(".offline-banner")).isHidden();
        }
    }

    @Test
    void countsByTheDayOnWhichReportsWereReceivedForWhoWantsThat() {
        try (Page page = as("leader", 1440, "")) {
            Locator headline = page.locator(".headline-tile.chosen .total");
            Locator today = page.locator(".headline-tile.chosen .figure.today");
            PlaywrightAssertions.assertThat(today).hasText("+0");
            page.locator("[data-clock=received]").click();
            PlaywrightAssertions.assertThat(today).hasText(Pattern.compile("^\\+[1-9]"));
            PlaywrightAssertions.assertThat(page).hasURL(Pattern.compile("ngay=tiep-nhan"));
            assertThat(number(today)).isEqualTo(number(headline));
            page.goBack();
            PlaywrightAssertions.assertThat(today).hasText("+0");
        }
        chromium.requireNoErrors();
    }

    @Test
    void setsApartWhatWasReportedLate() {
        holdClass(60, "2025-03-26T06:00:00+07:00", "on-time");
        holdClass(15, "2025-03-25T20:00:00+07:00", "a-day-late");
        holdClass(5, "2025-03-20T20:00:00+07:00", "six-days-late");
        try (Page page = as("leader", 1440, "?do=lea")) {
            Locator quality = page.locator(".quality-card");
            requireText(quality.locator(".quality-share"), "25,0% báo muộn");
            requireText(quality, "đúng ngày75,0%");
            requireText(quality, "muộn 1 ngày18,8%");
            requireText(quality, "muộn 2–3 ngày0,0%");
            requireText(quality, "muộn trên 3 ngày6,3%");
            PlaywrightAssertions.assertThat(page.locator(".chip")).containsText("Báo muộn 25,0%");
            keep(page, "1440-late");

            page.locator(".trend-card button", new Page.LocatorOptions().setHasText("Xem bảng số liệu"))
                    .click();
            Locator table = page.locator(".trend-card table");
            PlaywrightAssertions.assertThat(table.locator("th").nth(2)).hasText("Báo muộn");
            requireAmountAndLatePart(table, "26/3", "60", "0");
            requireAmountAndLatePart(table, "25/3", "15", "15");
            requireAmountAndLatePart(table, "20/3", "5", "5");

            page.locator("[data-clock=received]").click();
            requireText(page.locator(".quality-card"), "Tính theo ngày tiếp nhận thì không có báo cáo muộn");
            PlaywrightAssertions.assertThat(page.locator(".quality-share, .chip:visible"))
                    .hasCount(0);
        }
        chromium.requireNoErrors();
    }

    private static void requireAmountAndLatePart(Locator table, String day, String amount, String late) {
        Locator cells = table.locator(
                        "tr",
                        new Locator.LocatorOptions()
                                .setHas(table.page()
                                        .locator(
                                                "th",
                                                new Page.LocatorOptions()
                                                        .setHasText(Pattern.compile("^" + day + "$")))))
                .locator("td");
        PlaywrightAssertions.assertThat(cells.nth(0)).hasText(amount);
        PlaywrightAssertions.assertThat(cells.nth(1)).hasText(late);
    }

    @Test
    void givesAwayWhatItShowsAsAFile() {
        try (Page page = as("officer-724", 1440, "")) {
            page.locator(".menu summary").click();
            Download file = page.waitForDownload(
                    () -> page.locator(".menu a[href*='format=xlsx']").first().click());
            assertThat(file.suggestedFilename())
                    .startsWith("bdhvs_724_20250326-08")
                    .endsWith(".xlsx");
            file.saveAs(Path.of("target/export.xlsx"));
            assertThat(Path.of("target/export.xlsx")).isNotEmptyFile();
        }
        chromium.requireNoErrors();
    }

    @Test
    void leadsFromTileToTileByArrowsAndIntoADistrict() {
        try (Page page = as("leader", 1440, "")) {
            page.locator(".tile a[data-unit='720']").focus();
            page.keyboard().press("ArrowRight");
            PlaywrightAssertions.assertThat(page.locator(".tile a[data-unit='719']"))
                    .isFocused();
            page.keyboard().press("End");
            PlaywrightAssertions.assertThat(page.locator(".tile a[data-unit='724']"))
                    .isFocused();
            PlaywrightAssertions.assertThat(page.locator("tr[data-unit='724']")).hasClass(Pattern.compile("pointed"));
            page.keyboard().press("Enter");
            requireText(page.locator("h1 + p"), "Dĩ An");
        }
        chromium.requireNoErrors();
    }

    @Test
    void catchesUpWhenTheServiceComesBack() {
        // A browser of its own: this one has something to complain about.
        try (Chromium own = new Chromium();
                Page page = as(own, "leader", 1440, "")) {
            Locator headline = page.locator(".headline-tile.chosen .total");
            PlaywrightAssertions.assertThat(headline).not().isEmpty();
            long before = number(headline);
            site.analytics().kill();
            requireText(page.locator(".pill"), "Đang nối lại");
            assertThat(number(headline)).isEqualTo(before);
            report(7, "meanwhile");
            site.analytics().start();
            site.analytics().awaitReady();
            PlaywrightAssertions.assertThat(page.locator(".pill"))
                    .containsText("Trực tiếp", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            // A consumer that was killed keeps its partitions for as long as its group waits for it.
            PlaywrightAssertions.assertThat(headline)
                    .containsText(
                            "%,d".formatted(before + 7).replace(',', '.'),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(90_000));
        }
    }

    @Test
    void turnsThroughScenesOnAWallScreen() {
        for (int scene = 1; scene <= 4; scene++) {
            try (Page page = as("display", 1920, "?tv=1&scene=" + scene)) {
                page.setViewportSize(1920, 1080);
                PlaywrightAssertions.assertThat(page.locator("main")).hasAttribute("data-scene", "" + scene);
                assertThat(
                                (boolean)
                                        page.evaluate(
                                                "() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"))
                        .isTrue();
                keep(page, "tv-" + scene);
                if (scene == 4) {
                    page.keyboard().press("ArrowRight");
                    PlaywrightAssertions.assertThat(page.locator("main")).hasAttribute("data-scene", "1");
                }
            }
        }
        chromium.requireNoErrors();
    }

    @Test
    void fitsAPhone() {
        for (int width : new int[] {390, 320}) {
            try (Page page = as("leader", width, "")) {
                assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                        .isEqualTo(width);
                keep(page, "phone-" + width);
            }
        }
    }

    @Test
    void isFitForEverybodyInBothThemes() {
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (String query : List.of("", "?unit=724", "?lang=en&do=vol", "?tv=1&scene=1")) {
                try (Page page = as("leader", 1440, query)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                    requireText(page.locator(".headline-tile.chosen"), "%");
                    List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
                    assertThat(violations)
                            .as("%s of %s", theme, query)
                            .extracting(rule -> rule.getId() + ": "
                                    + rule.getNodes().stream()
                                            .limit(3)
                                            .map(node -> node.getHtml() + " "
                                                    + node.getAny().stream()
                                                            .map(check -> check.getMessage())
                                                            .toList())
                                            .toList())
                            .isEmpty();
                    if (query.isEmpty()) {
                        keep(page, "1440-" + theme.name().toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
    }
}
