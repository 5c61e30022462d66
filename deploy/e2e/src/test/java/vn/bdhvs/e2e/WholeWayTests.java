package vn.bdhvs.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A district's report on its whole way: HTTP, store, Kafka, figures, stream, browser; and what kill -9 does to it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeWayTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration AFTER_A_RESTART = Duration.ofSeconds(120);

    @TempDir
    private static Path data;

    private static Installation installation;
    private static District district;

    @BeforeAll
    static void start() {
        installation = Installation.start(data, "--analytics", "2");
        district = new District(installation, "district-724");
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    @Order(1)
    void aReportMovesTheNumberOnEveryInstancesStream() {
        try (Screen one = new Screen(installation.analytics(), district.readersToken());
                Screen other = new Screen(installation.secondAnalytics(), district.readersToken())) {
            await().atMost(SOON).until(() -> one.citizens() >= 0 && other.citizens() >= 0);
            long before = one.citizens();
            for (int i = 0; i < 24; i++) {
                assertThat(district.report("25942", 3, "stream-" + i).statusCode())
                        .isEqualTo(201);
            }
            await().atMost(SOON).until(() -> one.citizens() == before + 72 && other.citizens() == before + 72);
            // Warm now: say how long one takes from the answer to the stream.
            long begin = System.nanoTime();
            district.report("25942", 1, "stream-timed");
            await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> one.citizens() == before + 73);
            System.out.printf("a report was on the stream after %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        }
    }

    @Test
    @Order(2)
    void aReportMovesTheNumberInABrowser() {
        Assumptions.assumeTrue(Chromium.isThere(), "skipped: there is no Chromium (Debian's package chromium)");
        try (Chromium chromium = new Chromium()) {
            Page page = chromium.page(1280);
            Chromium.logIn(page, installation.analytics() + "/", "leader");
            long before = district.figure("citizens");
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(vietnamese(before));
            district.report("25942", 1_000_000, "browser");
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(vietnamese(before + 1_000_000));
            district.post(
                    installation.session() + "/api/v1/classes", "application/json", """
                    {"campaign":"%s","unit":"25942","team":"ky-su-tre","topic":"cong-cu-ai","mode":"in-person",
                     "startedAt":"2025-03-25T19:00:00+07:00","durationMinutes":45,"learners":{"total":31},
                     "instructors":1,"clientReference":"a-class"}
                    """.formatted(District.CAMPAIGN));
            PlaywrightAssertions.assertThat(page.locator("main")).containsText("Công cụ trí tuệ nhân tạo");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/page.png")));
            chromium.requireNoErrors();
        }
    }

    private static String vietnamese(long number) {
        return String.format(Locale.GERMANY, "%,d", number);
    }

    @Test
    @Order(3)
    void refusesWhoHasNoTokenOfTheIssuerOrReportsForAnothersUnit() {
        assertProblem(district.post("25942", 1, "none", ""), 401);
        assertProblem(district.post("25942", 1, "forged", "Bearer " + district.token() + "x"), 401);
        assertProblem(district.report("25963", 1, "another-district"), 403);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"detail\"");
    }

    /**
     * A report that got no answer may have been accepted or not; the service tells which afterwards. Seen red with a
     * store that answers before it has committed.
     */
    @Test
    @Order(4)
    void countsEveryAcceptedReportOnceWhateverIsKilledInTheMiddle() {
        long before = district.figure("citizens");
        int reports = 2_000;
        AtomicInteger next = new AtomicInteger();
        AtomicLong accepted = new AtomicLong();
        Queue<String> unknown = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int sender = 0; sender < 8; sender++) {
            senders.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = next.getAndIncrement(); i < reports; i = next.getAndIncrement()) {
                            sendOnce("kill-" + i, accepted, unknown);
                        }
                    },
                    threads));
        }
        await().atMost(SOON).until(() -> next.get() > 300);
        Installation.kill(installation.process("session-service"));
        await().atMost(AFTER_A_RESTART).until(() -> next.get() > 900);
        Installation.kill(installation.process("analytics-service"));
        await().atMost(AFTER_A_RESTART).until(() -> next.get() > 1_300);
        Installation.kill(installation.launcher());
        installation.start();
        senders.forEach(CompletableFuture::join);
        threads.shutdown();
        long found = unknown.stream().filter(district::wasAccepted).count();
        System.out.printf(
                "%d answered 201, %d unanswered of which %d were accepted%n", accepted.get(), unknown.size(), found);
        assertThat(accepted.get() + unknown.size()).isEqualTo(reports);
        assertThat(unknown).isNotEmpty();
        await().atMost(AFTER_A_RESTART).untilAsserted(() -> assertThat(district.figure("citizens") - before)
                .isEqualTo(accepted.get() + found));
    }

    /** Sends a report, once; after a failure waits until the service answers again. */
    private static void sendOnce(String reference, AtomicLong accepted, Queue<String> unknown) {
        try {
            int status = district.report("25942", 1, reference).statusCode();
            if (status == 201) {
                accepted.incrementAndGet();
                return;
            }
            assertThat(status).isGreaterThanOrEqualTo(500);
        } catch (District.Unanswered e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
        unknown.add(reference);
        await().atMost(AFTER_A_RESTART).ignoreExceptions().until(() -> district.wasAccepted("stream-0"));
    }

    @Test
    @Order(5)
    void stopsWithinTenSecondsAndLeavesNoProcess() {
        List<ProcessHandle> all = installation.processes();
        assertThat(all).hasSizeGreaterThan(3);
        installation.launcher().destroy();
        await().atMost(Duration.ofSeconds(10)).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
