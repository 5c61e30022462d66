package vn.bdhvs.e2e.fault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.bdhvs.e2e.Chromium;

/** How readers find their way on the dashboard, ask it what figures mean, and stop what moves. */
@ExtendWith(DashboardBrowser.Demonstration.class)
class PageControlsTests extends DashboardBrowser {

    /** What can be touched and is less than 44 pixels high or wide; of a tile with a radio button, all can be touched. */
    private static final String TOO_SMALL = """
            () => [...document.querySelectorAll('button:not([role=radio]), select, summary, input:not([type=checkbox]), .tabs a')]
                .filter((each) => each.checkVisibility())
                .filter((each) => each.getBoundingClientRect().height < 44 || each.getBoundingClientRect().width < 44)
                .map((each) => each.outerHTML)""";

    private static final String BEHIND_THE_TABS = """
            () => document.querySelector('.footer p:last-child').getBoundingClientRect().bottom
                > document.querySelector('.tabs').getBoundingClientRect().top""";

    private static void requireFitForEverybody(Page page) {
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(Rule::getId, Rule::getNodes)
                .isEmpty();
    }

    @Test
    void findsUnitsHoweverTheyAreAccentedAndByCode() {
        try (Page page = as("leader", 1440, "?do=cls")) {
            Locator found = page.locator("[role=option]");
            page.keyboard().press("/");
            Locator input = page.locator("[role=combobox]");
            assertThat(input).isFocused();
            input.fill("TÂN HIEP");
            assertThat(found).hasText(new Pattern[] {
                Pattern.compile("Xã Tân Hiệp.*Phú Giáo"), Pattern.compile("Phường Tân Hiệp.*Tân Uyên")
            });
            keep(page, "1440-search");
            requireFitForEverybody(page);
            input.press("Escape");
            assertThat(found).hasCount(0);
            input.fill("xyz");
            assertThat(page.locator(".unit-search [role=status]")).hasText("Không tìm thấy đơn vị “xyz”");
            input.fill("2594");
            input.press("ArrowDown");
            assertThat(found.nth(1)).hasAttribute("aria-selected", "true");
            input.fill("di an");
            input.press("Enter");
            requireText(page.locator("h1 + p"), "Thành phố Dĩ An");
            assertThat(page).hasURL(Pattern.compile("do=cls.*unit=724"));
        }
        try (Page page = as("officer-724", 1440, "")) {
            page.locator("[role=combobox]").fill("tan");
            assertThat(page.locator("[role=option]"))
                    .hasText(new Pattern[] {Pattern.compile("Tân Bình.*Dĩ An"), Pattern.compile("Tân Đông Hiệp.*Dĩ An")
                    });
        }
        chromium.requireNoErrors();
    }

    @Test
    void showsWhatFallsOnAPeriodAgainstThePlanForIt() {
        try (Page page = as("leader", 1440, "")) {
            Locator total = page.locator(".headline-tile.chosen .total");
            Locator before = page.locator(".headline-tile.chosen .headline-versus");
            long all = number(total);
            Assertions.assertThat(district.assists(
                            site.session(),
                            List.of(
                                    Caller.assistBody("25942", 21, "the-day-before", "2025-03-24T09:00:00+07:00"),
                                    Caller.assistBody("25942", 22, "yesterday", "2025-03-25T09:00:00+07:00"))))
                    .isEqualTo(2);
            assertThat(total).hasText(written(all + 43));

            choosePeriod(page, "2025-03-24", "2025-03-24");
            assertThat(page).hasURL(Pattern.compile("kh=2025-03-24\\.\\.2025-03-24"));
            assertThat(total).hasText("21");
            assertThat(before).hasText("giai đoạn đã kết thúc ngày 24/3");
            assertThat(page.locator(".headline-tile.chosen .headline-today .door"))
                    .isHidden();
            requireText(page.locator(".headline-plan").last(), "Kế hoạch giai đoạn 100,0%");
            requireText(page.locator(".services-card header p"), "21");
            requireText(page.locator(".quality-card header p"), "24/3 – 24/3");
            assertThat(page.locator(".areas tr[data-unit='724'] .area-today")).isHidden();
            keep(page, "1440-period");
            requireFitForEverybody(page);

            page.locator(".headline-tile.chosen .headline-total .door").click();
            requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
            requireText(page.locator(".drawer-of"), "24/3 – 24/3");
            page.goBack();

            page.selectOption("#period", "thang-thanh-nien");
            assertThat(total).hasText(written(all + 43));
            page.reload();
            assertThat(page.locator("#period")).hasValue("thang-thanh-nien");
            assertThat(total).hasText(written(all + 43));
            page.goBack();
            assertThat(total).hasText("21");
        }
        chromium.requireNoErrors();
    }

    private static void choosePeriod(Page page, String from, String to) {
        page.selectOption("#period", "own");
        page.fill("#period-from", to);
        page.fill("#period-to", "2025-03-01");
        page.locator("dialog[open] [type=submit]").click();
        assertThat(page.locator("dialog[open] [role=alert]")).hasText("Ngày cuối không được trước ngày đầu.");
        requireFitForEverybody(page);
        page.fill("#period-from", from);
        page.fill("#period-to", to);
        page.locator("dialog[open] [type=submit]").click();
    }

    @Test
    void tellsItsKeysAndWhatFiguresMean() {
        try (Page page = as("leader", 1440, "")) {
            Locator help = page.locator("dialog.help");
            page.keyboard().press("?");
            requireText(help, "Một người được hỗ trợ ba lần tính là 3 lượt");
            requireText(help.locator(".keys"), "Màn hình lớn");
            keep(page, "1440-help");
            requireFitForEverybody(page);
            page.keyboard().press("Escape");
            assertThat(help).isHidden();
            page.keyboard().press("3");
            requireText(page.locator(".areas-card header p"), "Lượt học viên");
            page.keyboard().press("?");
            help.locator("input").check();
            page.keyboard().press("Escape");
            page.keyboard().press("k");
            assertThat(page).not().hasURL(Pattern.compile("tv=1"));
            page.locator(".to-wall").click();
            assertThat(page.locator(".scenes")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator(".to-wall")).isVisible();
        }
        chromium.requireNoErrors();
    }

    @Test
    void explainsAUnitWhereItStands() {
        try (Page page = as("leader", 1440, "")) {
            Locator chip = page.locator("button.unit-chip").first();
            Locator tip = page.locator(".toggletip-text").first();
            chip.click();
            assertThat(tip).hasText(Pattern.compile("^Người là số người khác nhau"));
            assertThat(chip).hasAttribute("aria-expanded", "true");
            requireFitForEverybody(page);
            chip.press("Escape");
            assertThat(tip).isHidden();
            assertThat(chip).isFocused();
            chip.press("Enter");
            assertThat(tip).isVisible();
            chip.press("Tab");
            assertThat(tip).isHidden();
        }
        chromium.requireNoErrors();
    }

    @Test
    void holdsItsRowsForWhoPausesThem() {
        try (Page page = as("leader", 1440, "")) {
            Locator newest = page.locator(".feed li").first();
            Locator waiting = page.locator(".feed-more");
            page.locator(".feed-pause").click();
            report(17, "while-paused");
            requireText(waiting, "1 hoạt động mới");
            assertThat(newest).not().containsText("+17");
            page.locator("[role=radio]").first().click();
            report(18, "after-another-measure");
            requireText(waiting, "1 hoạt động mới");
            waiting.click();
            assertThat(newest).containsText("+18");
            report(19, "until-resumed");
            requireText(waiting, "1 hoạt động mới");
            page.locator(".feed-pause").click();
            assertThat(newest).containsText("+19");
            assertThat(waiting).isHidden();
        }
        chromium.requireNoErrors();
    }

    @Test
    void leadsToItsSectionsByTabsOnAPhone() {
        for (int width : new int[] {390, 320}) {
            try (Page page = as("leader", width, "")) {
                page.setViewportSize(width, 760);
                Locator current = page.locator(".tabs [aria-current]");
                assertThat(current).hasText("Tổng quan");
                page.locator(".tabs a").nth(3).click();
                assertThat(current).hasText("Dịch vụ");
                assertThat(page.locator(".services-card h2")).isInViewport();
                Assertions.assertThat(page.url()).doesNotContain("#");
                Assertions.assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                        .isEqualTo(width);
                Assertions.assertThat(page.evaluate(TOO_SMALL)).isEqualTo(List.of());
                page.locator(".footer p").last().scrollIntoViewIfNeeded();
                assertThat(current).hasText("Vừa nhận");
                Assertions.assertThat(page.evaluate(BEHIND_THE_TABS)).isEqualTo(false);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target/dashboard-phone-%d-tabs.png".formatted(width))));
                requireFitForEverybody(page);
            }
        }
        try (Page page = as("leader", 1440, "")) {
            assertThat(page.locator(".tabs")).isHidden();
        }
        chromium.requireNoErrors();
    }

    @Test
    void printsOnTwoPages() throws IOException {
        try (Page page = as("leader", 390, "?theme=dark")) {
            page.evaluate("() => { globalThis.print = () => { globalThis.printed = true; }; }");
            page.locator(".menu summary").click();
            page.locator(".menu button").click();
            page.waitForFunction("() => globalThis.printed");
            assertThat(page.locator(".trend-card .plot-canvas svg")).isAttached();
            byte[] paper = page.pdf(new Page.PdfOptions()
                    .setPreferCSSPageSize(true)
                    .setPrintBackground(true)
                    .setPath(Path.of("target/dashboard.pdf")));
            Assertions.assertThat(Pattern.compile("/Type\\s*/Page\\b")
                            .matcher(new String(paper, StandardCharsets.ISO_8859_1))
                            .results()
                            .count())
                    .isEqualTo(2);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.setViewportSize(1054, 725);
            assertThat(page.locator(".feed-card")).isHidden();
            assertThat(page.locator(".tabs")).isHidden();
            Assertions.assertThat(page.evaluate("() => getComputedStyle(document.documentElement).colorScheme"))
                    .isEqualTo("light");
            keep(page, "print");
        }
        chromium.requireNoErrors();
    }

    @Test
    void namesWhoHasNotReportedTodayAndTakesNothingToReportForAReport() {
        try (Chromium own = new Chromium();
                Page page = own.page(1440)) {
            page.route("**/reporting*", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
            Chromium.logIn(page, site.analytics().url() + "/", "leader");
            Locator part = page.locator(".unreported");
            requireText(part, "Không tải được phần này. Các phần khác vẫn hoạt động. Mã lỗi 503.");
            requireText(page.locator(".headline-tile.chosen"), "%");
            page.unroute("**/reporting*");
            part.locator("button").click();
            requireText(part.locator("summary"), " trong 91 xã, phường");
            int silent = silent(part);
            part.locator("summary").click();
            requireText(part.locator("ul"), "Bắc Tân Uyên (10): ");
            keep(page, "1440-unreported");

            nothingToReport("25951");
            page.reload();
            requireText(part.locator("summary"), "%d trong 91 xã, phường".formatted(silent - 1));
            page.navigate(site.analytics().url() + "/?unit=724");
            requireText(part.locator("summary"), " trong 7 xã, phường");
            Assertions.assertThat(part.locator("ul").textContent()).doesNotContain("Bình An");
        }
    }

    @Test
    void ranksByWhatFallsToAThousandResidentsAndSaysWhoCountedThem() {
        try (Page page = as("leader", 1440, "")) {
            Locator card = page.locator(".areas-card");
            Locator headline = page.locator(".headline-tile.chosen .total");
            long citizens = number(headline) + 1_000;
            report(1_000, "per-thousand");
            requireText(headline, "%,d".formatted(citizens).replace(',', '.'));
            card.locator("select").selectOption("per");
            double rate = citizens * 1000.0 / 474_681;
            assertThat(card.locator("tbody tr").first()).hasAttribute("data-unit", "724");
            assertThat(card.locator("tr[data-unit='724'] .area-total"))
                    .hasText("%.1f".formatted(rate).replace('.', ','));
            assertThat(card.locator(".rank-residents"))
                    .containsText("chia từ tổng của hai huyện: Bàu Bàng, Bến Cát, Tân Uyên, Bắc Tân Uyên");
            card.locator(".rank-residents button").click();
            assertThat(card.locator(".toggletip-text")).containsText("GSO census of 1 April 2019");
            requireFitForEverybody(page);
            keep(page, "1440-per-residents");
        }
        try (Page page = as("officer-724", 1440, "")) {
            assertThat(page.locator(".areas-card option[value=per]")).hasCount(0);
        }
        chromium.requireNoErrors();
    }

    @Test
    void saysHowManyPlacesADistrictHasMovedSinceYesterday() {
        holdClass("district-720", "25777", 100, "2025-03-25T08:00:00+07:00");
        try (Page page = as("leader", 1440, "?do=lea")) {
            Locator first = page.locator(".areas tbody tr").first();
            page.locator(".areas-card select").selectOption("total");
            assertThat(first).hasAttribute("data-unit", "720");
            assertThat(page.locator(".area-moved:visible")).hasCount(0);

            holdClass("district-721", "25813", 150, "2025-03-26T06:00:00+07:00");
            requireText(page.locator("tr[data-unit='721'] .area-total"), "21,5%");
            page.locator(".areas-card select").selectOption("name");
            page.locator(".areas-card select").selectOption("total");
            assertThat(first).hasAttribute("data-unit", "721");
            assertThat(first.locator(".area-moved")).hasText(Pattern.compile("^▲(\\d)tăng \\1 bậc từ hôm qua$"));
            assertThat(page.locator("tr[data-unit='720'] .area-moved")).hasAttribute("title", "giảm 1 bậc từ hôm qua");
            requireFitForEverybody(page);
            keep(page, "1440-moved-places");
            page.locator(".areas-card select").selectOption("today");
            assertThat(page.locator(".area-moved:visible")).hasCount(0);
        }
        chromium.requireNoErrors();
    }

    private static void holdClass(String client, String unit, int learners, String startedAt) {
        Assertions.assertThat(site.caller(client)
                        .post(site.session().url() + "/api/v1/classes", """
                        {"campaign":"%s","unit":"%s","team":"binh-dan-hoc-vu-so","topic":"cong-cu-ai","mode":"online",\
                        "startedAt":"%s","durationMinutes":45,"learners":{"total":%d},"instructors":1,\
                        "clientReference":"moved-%s"}""".formatted(
                                        Caller.CAMPAIGN, unit, startedAt, learners, unit))
                        .statusCode())
                .isEqualTo(201);
    }

    /** How many communes have not reported. */
    private static int silent(Locator part) {
        return Integer.parseInt(part.locator("summary b").textContent().split(" ")[0]);
    }

    private static void nothingToReport(String unit) {
        Assertions.assertThat(district.post(
                                site.session().url() + "/api/v1/nil-reports",
                                "{\"campaign\":\"binh-dan-hoc-vu-so-2025\",\"unit\":\"%s\",\"day\":\"2025-03-26\"}"
                                        .formatted(unit))
                        .statusCode())
                .isEqualTo(201);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> site.caller("operations")
                                .json(site.analytics().url() + "/api/v1/campaigns/binh-dan-hoc-vu-so-2025/reporting")
                                .path("nil")
                                .asInt()
                        > 0);
    }
}
