package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.bdhvs.e2e.Chromium;

/**
 * A page that stays open from noon to noon, while 86,400 reports come: what it shows stays right, and it does not grow. The
 * business clock makes ten minutes of it. A page fills during its first minute, and anew after midnight, so shorter runs than
 * two minutes say nothing of growth.
 */
@Tag("screen")
class OpenPageTests {

    private static final int MINUTES = Integer.getInteger("open.minutes", 10);

    /** Business seconds in a second, and so the mean of reports in a second. */
    private static final int RATE = Integer.getInteger("open.rate", 144);

    /** Business time when the site is started; midnight, at which the page is built anew, is to leave time to see what stays. */
    private static final Instant START = OffsetDateTime.parse(
                    System.getProperty("open.start", "2025-03-25T11:00:00+07:00"))
            .toInstant();

    private static final Duration LENGTH = Duration.ofMinutes(MINUTES);
    private static final int SAMPLES = 40;
    private static final double TICK_MS = 1_000;
    private static final ZoneOffset LOCAL = ZoneOffset.ofHours(7);

    private static final double MORE_NODES = 1.05;
    private static final double MORE_HEAP = 1.2;

    private long reports;
    private long citizens;
    private double due;

    /**
     * What the page holds after a collection of garbage.
     *
     * @param nodes all that the browser keeps, also those of drawn icons and those that no page shows any more
     * @param elements those on the page
     */
    private record Sample(
            double minute, Instant business, long heap, long nodes, long elements, long listeners, long total) {

        static Sample take(double minute, Instant business, LeaderScreen screen, CDPSession devTools) {
            devTools.send("HeapProfiler.collectGarbage");
            Map<String, Long> metrics = new HashMap<>();
            for (JsonElement element : devTools.send("Performance.getMetrics").getAsJsonArray("metrics")) {
                JsonObject metric = element.getAsJsonObject();
                metrics.put(
                        metric.get("name").getAsString(), metric.get("value").getAsLong());
            }
            return new Sample(
                    minute,
                    business,
                    metrics.get("JSHeapUsedSize"),
                    metrics.get("Nodes"),
                    screen.page().locator("*").count(),
                    metrics.get("JSEventListeners"),
                    screen.total());
        }

        void print() {
            System.out.printf(
                    "%7.2f %s %8.2f %7d %9d %10d %10d%n",
                    minute,
                    business.atOffset(LOCAL).truncatedTo(ChronoUnit.MINUTES).toLocalDateTime(),
                    heap / 1e6,
                    nodes,
                    elements,
                    listeners,
                    total);
        }
    }

    @Test
    void staysRightAndDoesNotGrowInADay(@TempDir Path directory) {
        Assumptions.assumeTrue(Chromium.isThere(), "skipped: there is no Chromium (Debian's package chromium)");
        SitePlan plan = LeaderScreen.site(directory).clockStart(START).clockRate(RATE);
        try (Site site = plan.start();
                Chromium chromium = new Chromium();
                LeaderScreen screen = LeaderScreen.open(chromium, site)) {
            List<Sample> samples = watch(site, screen);
            screen.requireTotal(citizens);
            System.out.printf("%d reports of %d citizens, all of them on the page%n", reports, citizens);

            assertThat((double) median(samples, 2, Sample::nodes))
                    .as("DOM nodes of the last third")
                    .isLessThan(MORE_NODES * median(samples, 1, Sample::nodes));
            assertThat((double) median(samples, 2, Sample::heap))
                    .as("heap of the last third")
                    .isLessThan(MORE_HEAP * median(samples, 1, Sample::heap));
            chromium.requireNoErrors();
        }
    }

    /** Reports for as long as it is to last, and takes samples meanwhile. */
    private List<Sample> watch(Site site, LeaderScreen screen) {
        CDPSession devTools = screen.page().context().newCDPSession(screen.page());
        devTools.send("Performance.enable");
        devTools.send("HeapProfiler.enable");
        Caller province = site.caller("province-74");
        List<Sample> samples = new ArrayList<>();
        long began = System.nanoTime();
        Instant reported = site.clock().now();
        System.out.println(" minute business time      heap MB   nodes  elements  listeners   headline");
        while (samples.size() < SAMPLES) {
            Instant now = site.clock().now();
            report(province, site.session(), reported, now);
            reported = now;
            Duration passed = Duration.ofNanos(System.nanoTime() - began);
            if (passed.compareTo(LENGTH.multipliedBy(samples.size() + 1).dividedBy(SAMPLES)) >= 0) {
                Sample sample = Sample.take(passed.toMillis() / 60_000.0, now, screen, devTools);
                sample.print();
                samples.add(sample);
            }
            screen.page().waitForTimeout(TICK_MS);
        }
        return samples;
    }

    /** Sends what was done since the last time, evenly spread, as one batch that must be accepted whole. */
    private void report(Caller province, Service session, Instant from, Instant to) {
        Duration since = Duration.between(from, to);
        due += since.toMillis() / 1_000.0 * share(from);
        List<String> rows = new ArrayList<>();
        int count = (int) due;
        for (int i = 0; i < count; i++) {
            int helped = 1 + (int) (reports % 5);
            Instant done = from.plus(since.multipliedBy(i).dividedBy(count)).truncatedTo(ChronoUnit.SECONDS);
            rows.add(Caller.assistBody("%d".formatted(718 + reports % 9), helped, "open-" + reports, done.toString()));
            reports++;
            citizens += helped;
        }
        due -= count;
        if (!rows.isEmpty()) {
            assertThat(province.assists(session, rows)).isEqualTo(count);
        }
    }

    /** Reports in a business second: ten times as many by day as by night, and one in the mean of a day. */
    private static double share(Instant time) {
        int hour = time.atOffset(LOCAL).getHour();
        return hour >= 7 && hour < 21 ? 1.6 : 0.16;
    }

    /** Of a third of the samples, the first being 0: the minute in which the page fills again after midnight does not count. */
    private static long median(List<Sample> samples, int third, ToLongFunction<Sample> of) {
        long[] sorted = samples.subList(samples.size() * third / 3, samples.size() * (third + 1) / 3).stream()
                .mapToLong(of)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
