package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.bdhvs.e2e.Chromium;

/**
 * The midnight at which the units end, on a wall screen that stays lit: it goes on by itself, with the units of the new day
 * and the same total.
 */
@Tag("faults")
class ReorganisationNightTests {

    private static final Instant MIDNIGHT = Instant.parse("2025-06-30T17:00:00Z");
    private static final Duration STARTING = Duration.ofSeconds(75);

    @TempDir
    private Path directory;

    @Test
    void aScreenGoesOnOverTheNightInWhichTheUnitsEnd() {
        Assumptions.assumeTrue(Chromium.isThere(), "skipped: there is no Chromium (Debian's package chromium)");
        try (Site site = Site.in(directory).clockStart(MIDNIGHT.minus(STARTING)).start();
                Chromium chromium = new Chromium()) {
            Caller district = site.caller("district-718");
            for (String unit : new String[] {"25741", "25744", "718"}) {
                assertThat(district.post(
                                        site.session().url() + "/api/v1/assists",
                                        Caller.assistBody(unit, 7, unit).replace("2025-03-25", "2025-06-29"))
                                .statusCode())
                        .isEqualTo(201);
            }
            Page page = chromium.page(1280);
            Chromium.logIn(page, site.analytics().url() + "/", "leader");
            Locator rows = page.locator("table.areas tbody tr");
            PlaywrightAssertions.assertThat(rows).hasCount(9);
            PlaywrightAssertions.assertThat(page.locator("table.areas tfoot")).containsText("21");
            assertThat(site.evidence().clock().now()).as("seen before midnight").isBefore(MIDNIGHT);

            // The new province, two that could not be shown under one of its communes, and these.
            PlaywrightAssertions.assertThat(rows)
                    .hasCount(36 + 2, new LocatorAssertions.HasCountOptions().setTimeout(STARTING.toMillis() + 15_000));
            PlaywrightAssertions.assertThat(page.locator("table.areas tfoot")).containsText("21");
            PlaywrightAssertions.assertThat(page.locator("table.areas")).containsText("Hiệp Thành (đến 30/06/2025)");
            assertThat(site.caller("province-79")
                            .post(
                                    site.session().url() + "/api/v1/assists",
                                    Caller.assistBody("25750", 7, "new")
                                            .replace("2025-03-25T09:00:00", "2025-07-01T00:00:00"))
                            .statusCode())
                    .isEqualTo(201);
            PlaywrightAssertions.assertThat(page.locator("table.areas tfoot")).containsText("28");
            PlaywrightAssertions.assertThat(rows.filter(new Locator.FilterOptions().setHasText("Phú Lợi")))
                    .containsText("14");
            chromium.requireNoErrors();
        }
    }
}
