package vn.bdhvs.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.assist;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.local.TestPlatform;

class FirstPageTests extends RunningAnalytics {

    private static final String COMMUNE = "25984";
    private static final Pattern HREF = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"");
    private static final Duration SOON = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    private String page(String query) {
        return Api.as("leader", port).get("/" + query).body();
    }

    private static List<String> files(String page) {
        return HREF.matcher(page).results().map(match -> match.group(1)).toList();
    }

    @Test
    void hasTheHeadlineFiguresBeforeAnyScriptRuns() {
        try (SentEvents events = new SentEvents(TestPlatform.brokers())) {
            events.send(assist(
                    COMMUNE, 1234, Instant.parse("2025-03-26T00:15:00Z"), Instant.parse("2025-03-26T00:20:00Z")));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(page("?unit=" + COMMUNE))
                .containsSubsequence(
                        "data-measure=\"citizens\"",
                        "Lượt người dân được hỗ trợ",
                        "total\">1.234<",
                        "today\">+1.234<",
                        "hôm nay"));
        assertThat(page("?lang=en&unit=" + COMMUNE)).containsSubsequence("Citizen assists", "total\">1,234<");
    }

    @Test
    void goesOutWithoutFiguresWhereThereAreNone() {
        assertThat(page("?unit=nowhere")).contains("js/main.js").doesNotContain("data-measure");
        assertThat(page("?kh=thang-thanh-nien")).doesNotContain("data-measure");
        assertThat(page("?luc=2025-03-25T20:00")).doesNotContain("data-measure");
        assertThat(page("?kh=thang-thanh-nien")).doesNotContain("data-measure");
    }

    @Test
    void namesFilesThatAreThereAndMayBeKeptForGood() {
        List<String> files = files(page(""));
        assertThat(files).anyMatch(file -> file.endsWith("/js/parts/headline.js"));
        for (String file : files) {
            HttpResponse<String> answer = Api.open(port).get("/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .as(file)
                    .contains("immutable");
        }
    }

    @Test
    void servesTheFilesOfAnotherVersionToBeKeptByNobody() {
        String file = files(page("")).get(0);
        HttpResponse<String> answer =
                Api.open(port).get("/" + Matcher.quoteReplacement(file.replaceFirst("assets/[^/]+", "assets/other")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    }

    @Test
    void servesOneStyleSheetAndScriptsWithoutTheirComments() {
        for (String file : files(page(""))) {
            String text = Api.open(port).get("/" + file).body();
            if (file.endsWith("dashboard.css")) {
                assertThat(text)
                        .contains(".headline-tile", ".services-card", "@media print {")
                        .doesNotContain("@import", "/*");
            } else if (file.endsWith("main.js")) {
                assertThat(text)
                        .contains("import { page } from './page.js';", "?.focus();")
                        .doesNotContain("\n * ", "\n  ");
            }
        }
    }
}
