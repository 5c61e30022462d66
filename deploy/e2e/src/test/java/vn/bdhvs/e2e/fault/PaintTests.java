package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.e2e.Chromium;

/**
 * How long it takes from the answer to a report until a leader's page shows it. The times are printed and bind nobody; that
 * the page shows every report is tested.
 */
@Tag("screen")
class PaintTests {

    private static final int REPORTS = Integer.getInteger("paint.reports", 1_000);
    private static final int PER_SECOND = Integer.getInteger("paint.rate", 5);

    /** Pages that are open, and classes that are reported in a second besides. */
    private static final int PAGES = Integer.getInteger("paint.pages", 1);

    private static final int BESIDES = Integer.getInteger("paint.besides", 0);

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Of one commune, whose reports come in the order in which they are sent. */
    private static final String UNIT = "25942";

    /**
     * Keeps, of each frame in which the headline changed, its total and when the frame was done. A message that is sent
     * before a frame is painted arrives after it. {@code Date.now()} is the clock by which the answers are timed.
     */
    private static final String WATCH = """
            () => {
              const frames = globalThis.headlineFrames = [];
              const painted = new MessageChannel();
              painted.port1.onmessage = ({ data }) => frames.push([data, Date.now()]);
              let last = '';
              let asked = false;
              const look = () => {
                asked = false;
                const text = document.querySelector('.headline-tile.chosen .total')?.textContent || last;
                if (text !== last) painted.port2.postMessage(Number(text.replace(/[^0-9]/g, '')));
                last = text;
              };
              new MutationObserver(() => {
                if (!asked) requestAnimationFrame(look);
                asked = true;
              }).observe(document.body, { childList: true, characterData: true, subtree: true });
            }""";

    /** A report that was accepted: what the page shows from then on, and when the answer came. */
    private record Accepted(long total, long answeredAt) {}

    /** A total that was painted. */
    private record Frame(long total, long paintedAt) {}

    @Test
    void showsEveryReportThatWasAccepted(@TempDir Path directory) {
        Assumptions.assumeTrue(Chromium.isThere(), "skipped: there is no Chromium (Debian's package chromium)");
        try (Site site = LeaderScreen.site(directory).start();
                Chromium chromium = new Chromium();
                LeaderScreen screen = LeaderScreen.open(chromium, site)) {
            screen.requireTotal(0);
            for (int i = 1; i < PAGES; i++) {
                LeaderScreen.open(chromium, site);
            }
            screen.page().evaluate(WATCH);
            Accepted[] reports;
            ClassesBesides besides = new ClassesBesides(site, BESIDES);
            long begun = System.nanoTime();
            try (besides) {
                reports = report(site);
            }
            long besidesPerSecond = besides.accepted() * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begun);
            System.out.printf("%d pages, %d classes a second besides%n", PAGES, besidesPerSecond);
            screen.requireTotal(reports[REPORTS - 1].total());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(site.caller("operations").figure(site.analytics(), "classes"))
                            .isEqualTo(besides.accepted()));

            List<Frame> frames = frames(screen);
            assertThat(frames).extracting(Frame::total).isSorted();
            long[] sorted = Arrays.stream(reports)
                    .mapToLong(report -> paintedAt(report.total(), frames) - report.answeredAt())
                    .sorted()
                    .toArray();
            print(sorted);
            keep(sorted, besidesPerSecond);
            chromium.requireNoErrors();
        }
    }

    /** Reports one after another, at irregular times, as people do. */
    private static Accepted[] report(Site site) {
        Caller district = site.caller("district-724");
        Random random = new Random(1);
        Accepted[] reports = new Accepted[REPORTS];
        long total = 0;
        long due = System.nanoTime();
        for (int i = 0; i < REPORTS; i++) {
            sleepUntil(due);
            int citizens = 1 + i % 5;
            total += citizens;
            assertThat(district.assist(site.session(), UNIT, citizens, "paint-" + i)
                            .statusCode())
                    .isEqualTo(201);
            reports[i] = new Accepted(total, System.currentTimeMillis());
            due += (long) (-Math.log(1 - random.nextDouble()) / PER_SECOND * TimeUnit.SECONDS.toNanos(1));
        }
        return reports;
    }

    private static void sleepUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static List<Frame> frames(LeaderScreen screen) {
        List<?> frames = (List<?>) screen.page().evaluate("() => headlineFrames");
        return frames.stream()
                .map(frame -> (List<?>) frame)
                .map(frame -> new Frame(number(frame.get(0)), number(frame.get(1))))
                .toList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static long paintedAt(long total, List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.total() >= total)
                .findFirst()
                .orElseThrow()
                .paintedAt();
    }

    private static void print(long[] sorted) {
        System.out.printf("from the answer to a report until its paint, %d a second%n", PER_SECOND);
        System.out.printf("%8s %8s %8s %8s %8s%n", "reports", "p50 ms", "p95 ms", "p99 ms", "max ms");
        System.out.printf(
                "%8d %8d %8d %8d %8d%n",
                sorted.length, at(sorted, 50), at(sorted, 95), at(sorted, 99), sorted[sorted.length - 1]);
    }

    /** For {@code deploy/bench}. */
    private static void keep(long[] sorted, long besidesPerSecond) {
        String file = System.getProperty("paint.json");
        if (file != null) {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("benchmark", "paint");
            seen.put("at", Instant.now().toString());
            seen.put("pages", PAGES);
            seen.put("classes a second besides", besidesPerSecond);
            seen.put("reports", sorted.length);
            List.of(50, 95, 99).forEach(percent -> seen.put("p" + percent + " ms", at(sorted, percent)));
            JsonMapper.builder().build().writeValue(Path.of(file).toFile(), seen);
        }
    }

    private static long at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
