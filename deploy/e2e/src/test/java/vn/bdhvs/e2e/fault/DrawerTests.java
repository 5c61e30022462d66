package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.bdhvs.e2e.Chromium;

/** Every figure is a door to the list behind it, from which an officer corrects and takes back what the own district reported. */
class DrawerTests extends DashboardBrowser {

    private static final String KPI = ".headline-tile.chosen .headline-total .door";
    private static final String SERVICE = "Chữ ký số cá nhân";

    /** Without targets, so that the ranking tells amounts; with more reports than a page of a list holds. */
    @BeforeAll
    static void start(@TempDir Path directory) {
        Assumptions.assumeTrue(Chromium.isThere(), "skipped: there is no Chromium (Debian's package chromium)");
        site = Site.in(directory).start();
        open();
        for (int i = 0; i < 60; i++) {
            report(2, "drawer-" + i);
        }
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            site.close();
        }
    }

    /** The drawer stands over the page: what lies below is left as it is. */
    private static void keepDrawer(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target/dashboard-drawer-%s.png".formatted(name))));
    }

    /** The row of a report that helped so many. */
    private static Locator row(Page page, String amount) {
        return page.locator(".activities tbody tr[data-report]")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".activity-amount")
                                .filter(new Locator.FilterOptions()
                                        .setHasText(Pattern.compile("^%s$".formatted(amount))))));
    }

    private static Locator button(Locator within, String words) {
        return within.locator("button", new Locator.LocatorOptions().setHasText(words));
    }

    /** Opens the list behind a number, which adds up to it, and goes back. */
    private static void requireListBehind(Page page, Locator door) {
        long shown = number(door);
        door.click();
        requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
        assertThat(number(page.locator(".drawer-number b"))).isEqualTo(shown);
        assertThat(number(page.locator(".activities tfoot td"))).isEqualTo(shown);
        PlaywrightAssertions.assertThat(page).hasURL(Pattern.compile("[?&]xem="));
        page.goBack();
        PlaywrightAssertions.assertThat(page.locator(".drawer")).hasCount(0);
        PlaywrightAssertions.assertThat(door).isFocused();
    }

    @Test
    void leadsFromEveryFigureToTheListBehindIt() throws IOException {
        try (Page page = as("leader", 1440, "")) {
            page.locator(".trend-card button", new Page.LocatorOptions().setHasText("Xem bảng số liệu"))
                    .click();
            for (String door : new String[] {
                KPI,
                "tr[data-unit='724'] .door >> nth=0",
                ".areas tfoot .door >> nth=0",
                ".services .service-sums .door >> nth=0"
            }) {
                requireListBehind(page, page.locator(door));
            }
            requireFileOfService(page);
            requireListBehind(
                    page,
                    page.locator(".trend-card tbody tr")
                            .filter(new Locator.FilterOptions().setHasText("25/3"))
                            .locator(".door"));
        }
        chromium.requireNoErrors();
    }

    /** The list as a file has a line for each of the service's activities, after two lines of title and the heads. */
    private static void requireFileOfService(Page page) throws IOException {
        page.locator(".services .service-sums .door >> nth=0").click();
        requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
        Matcher told = Pattern.compile("^([0-9.]+) hoạt động")
                .matcher(page.locator(".drawer-check span").textContent());
        assertThat(told.find()).isTrue();
        Download file = page.waitForDownload(() -> page.locator(".drawer-end a").click());
        try (Stream<String> lines = Files.lines(file.path())) {
            assertThat(lines.count()).isEqualTo(3 + Long.parseLong(told.group(1).replace(".", "")));
        }
        page.goBack();
    }

    @Test
    void isALinkAndClosesByEscape() {
        try (Page page = as("leader", 1440, "")) {
            page.locator("tr[data-unit='724'] .door").first().click();
            requireText(page.locator(".drawer-path b"), "Dĩ An");
            requireText(page.locator(".activities tbody"), SERVICE);
            requireText(page.locator(".activities tbody"), "Phường Dĩ An");
            page.reload();
            requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(page.locator(".drawer")).hasCount(0);
            assertThat(page.url()).doesNotContain("xem=");
        }
        chromium.requireNoErrors();
    }

    @Test
    void showsPageByPageAndSaysWhenTheFigureHasMoved() {
        try (Page page = as("leader", 1440, "")) {
            page.locator(KPI).click();
            requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
            Locator rows = page.locator(".activities tbody tr");
            PlaywrightAssertions.assertThat(rows).hasCount(50);
            long before = number(page.locator(".drawer-number b"));
            button(page.locator(".drawer"), "Xem thêm").click();
            PlaywrightAssertions.assertThat(rows).not().hasCount(50);
            assertThat(rows.count()).isGreaterThanOrEqualTo(60);

            report(9, "while-open");
            requireText(
                    page.locator(".drawer-check"),
                    "Con số đã đổi từ %s thành %s".formatted(written(before), written(before + 9)));
            assertThat(number(page.locator(".drawer-number b"))).isEqualTo(before);
            keepDrawer(page, "moved");
            button(page.locator(".drawer-check"), "Tải lại danh sách").click();
            requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
            assertThat(number(page.locator(".drawer-number b"))).isEqualTo(before + 9);
        }
        chromium.requireNoErrors();
    }

    @Test
    void letsAnOfficerTakeAReportBack() {
        report(701, "taken-back");
        try (Page page = as("officer-724", 1440, "")) {
            Locator headline = page.locator(".headline-tile.chosen .total");
            page.locator(KPI).click();
            requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
            long before = number(headline);
            button(row(page, "701"), "Thu hồi").click();
            Locator form = page.locator(".activity-form");
            button(form, "Xác nhận").click();
            requireText(form, "Không được để trống");
            form.locator("textarea").fill("Nhập trùng");
            keepDrawer(page, "retract");
            button(form, "Xác nhận").click();

            requireText(row(page, "701").locator(".activity-status"), "Đã thu hồi");
            requireText(headline, written(before - 701));
            button(page.locator(".drawer-check"), "Tải lại danh sách").click();
            requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
            requireText(row(page, "701").locator(".activity-status"), "Đã thu hồi");
            requireText(row(page, "−701").locator(".activity-status"), "Thu hồi");
            PlaywrightAssertions.assertThat(button(row(page, "701"), "Thu hồi")).hasCount(0);
        }
        chromium.requireNoErrors();
    }

    @Test
    void letsAnOfficerCorrectAReport() {
        report(801, "corrected");
        try (Page page = as("officer-724", 1440, "")) {
            Locator headline = page.locator(".headline-tile.chosen .total");
            page.locator(KPI).click();
            requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
            long before = number(headline);
            button(row(page, "801"), "Sửa").click();
            Locator form = page.locator(".activity-form");
            PlaywrightAssertions.assertThat(form.locator("[name=assistedAt]")).hasValue("2025-03-25T09:00");
            form.locator("[name=citizens]").fill("811");
            form.locator("[name=service]").selectOption("thanh-toan-so");
            keepDrawer(page, "correct");
            button(form, "Lưu").click();

            requireText(row(page, "801").locator(".activity-status"), "Đã điều chỉnh");
            requireText(headline, written(before + 10));
            button(page.locator(".drawer-check"), "Tải lại danh sách").click();
            requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
            requireText(row(page, "801").locator(".activity-status"), "Đã điều chỉnh");
            requireText(row(page, "811").locator(".activity-status"), "Đã xác nhận");
            requireText(row(page, "811"), "Thanh toán");
        }
        chromium.requireNoErrors();
    }

    private static void registerVolunteer() {
        assertThat(district.post(site.registration().url() + "/api/v1/volunteers", """
                        {"campaign":"%s","unit":"25942","team":"binh-dan-hoc-vu-so","fullName":"Nguyễn Thị Mẫu",\
                        "phone":"0912345678","birthYear":2003,"gender":"female","registeredAt":"2025-03-25T09:00:00+07:00",\
                        "consent":{"purpose":"volunteering","textVersion":"2025-03","givenAt":"2025-03-25T09:00:00+07:00"}}""".formatted(Caller.CAMPAIGN))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void letsAnOfficerCorrectAClassAndTakeAVolunteerBack() {
        holdClass(33, "2025-03-25T18:00:00+07:00", "corrected-class");
        try (Page page = as("officer-724", 1440, "?do=lea")) {
            Locator headline = page.locator(".headline-tile.chosen .total");
            long before = number(headline);
            page.locator(KPI).click();
            button(row(page, "33"), "Sửa").click();
            Locator form = page.locator(".activity-form");
            form.locator("[name='learners.total']").fill("35");
            form.locator("[name=topic]").selectOption("chu-ky-so");
            button(form, "Lưu").click();
            requireText(headline, written(before + 2));
            button(page.locator(".drawer-check"), "Tải lại danh sách").click();
            requireText(row(page, "35"), "Chữ ký số");
        }
        site.registration().restart();
        registerVolunteer();
        try (Page page = as("officer-724", 1440, "?do=vol")) {
            Locator headline = page.locator(".headline-tile.chosen .total");
            PlaywrightAssertions.assertThat(headline).hasText("1");
            page.locator(KPI).click();
            PlaywrightAssertions.assertThat(button(row(page, "1"), "Sửa")).hasCount(0);
            button(row(page, "1"), "Thu hồi").click();
            Locator form = page.locator(".activity-form");
            form.locator("textarea").fill("Đăng ký nhầm");
            button(form, "Xác nhận").click();
            PlaywrightAssertions.assertThat(headline).hasText("0");
            requireText(row(page, "1").locator(".activity-status"), "Đã thu hồi");
        }
        chromium.requireNoErrors();
    }

    @Test
    void tellsAnOfficerWhatIsWrongAndWhoWasFaster() throws IOException, InterruptedException {
        String path = report(901, "faster");
        try (Chromium own = new Chromium();
                Page page = as(own, "officer-724", 1440, "?lang=en")) {
            page.locator(KPI).click();
            button(row(page, "901"), "Correct").click();
            Locator form = page.locator(".activity-form");
            form.locator("[name=citizens]").fill("0");
            button(form, "Save").click();
            requireText(form, "outside the allowed range");
            form.locator("[name=citizens]").fill("902");
            form.locator("[name=assistedAt]").fill("2025-03-29T09:00");
            button(form, "Save").click();
            requireText(form, "still to come");
            form.locator("[name=assistedAt]").fill("2025-03-25T09:00");

            assertThat(correctAtTheService(path, Caller.assistBody("25942", 903, "faster")))
                    .isEqualTo(200);
            button(form, "Save").click();
            requireText(form, "Somebody else has just corrected");
            PlaywrightAssertions.assertThat(form.locator("[name=citizens]")).hasValue("903");
            form.locator("[name=citizens]").fill("904");
            button(form, "Save").click();
            requireText(row(page, "901").locator(".activity-note"), "904 counts");
        }
    }

    private static int correctAtTheService(String path, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(path))
                                .header("Authorization", "Bearer " + district.token())
                                .header("Content-Type", "application/json")
                                .header("If-Match", "\"1\"")
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void hasNoDoorsOnAWallScreenAndNothingToChangeForALeader() {
        try (Page page = as("display", 1440, "")) {
            assertThat(page.locator(".door").count()).isZero();
        }
        try (Page page = as("leader", 1440, "")) {
            page.locator(KPI).click();
            requireText(page.locator(".activities tbody"), SERVICE);
            assertThat(page.locator(".activity-actions").count()).isZero();
        }
        chromium.requireNoErrors();
    }

    @Test
    void isFitForEverybodyInBothThemesAndOnAPhone() {
        for (ColorScheme theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1440, 390}) {
                try (Page page = as("officer-724", width, "")) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
                    page.locator(KPI).click();
                    requireText(page.locator(".drawer-check"), "khớp con số trên bảng");
                    String name = "%d-%s".formatted(width, theme.name().toLowerCase(Locale.ROOT));
                    keepDrawer(page, name);
                    button(page.locator(".activities tbody"), "Sửa").first().click();
                    PlaywrightAssertions.assertThat(page.locator(".activity-form form"))
                            .isVisible();
                    keepDrawer(page, name + "-form");
                    assertThat(new AxeBuilder(page).analyze().getViolations())
                            .as(name)
                            .extracting(rule -> rule.getId() + ": "
                                    + rule.getNodes().stream()
                                            .limit(3)
                                            .map(node -> node.getHtml() + " "
                                                    + node.getAny().stream()
                                                            .map(failed -> failed.getMessage())
                                                            .toList())
                                            .toList())
                            .isEmpty();
                    assertThat(
                                    (boolean)
                                            page.evaluate(
                                                    "() => { const drawer = document.querySelector('.drawer'); return drawer.scrollWidth <= drawer.clientWidth; }"))
                            .as("no scrolling sideways")
                            .isTrue();
                }
            }
        }
        chromium.requireNoErrors();
    }

    @Test
    void standsOnACommunesPageInPlaceOfARanking() {
        try (Page page = as("leader", 1440, "?unit=25942")) {
            requireText(page.locator(".areas-card .drawer-check"), "khớp con số trên bảng");
            PlaywrightAssertions.assertThat(page.locator(".areas-card .activities tbody tr"))
                    .hasCount(10);
            keep(page, "1440-commune");
            assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        }
        chromium.requireNoErrors();
    }
}
