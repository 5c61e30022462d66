package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.bdhvs.e2e.Chromium;

/**
 * The first view of the page on a middling phone with a slow line, by somebody who is logged in and has nothing of it in
 * the cache: what is sent for it until its charts are drawn, and when the headline figures are painted. Both are printed
 * beside their budgets and bind nobody; that the figures are the right ones is tested.
 */
@Tag("screen")
class FirstViewTests {

    private static final int VIEWS = 3;
    private static final int WIDTH = 390;
    private static final int HEIGHT = 844;
    private static final int SLOWER_PROCESSOR = 4;
    private static final double DOWN_BITS = 1_600_000;
    private static final double UP_BITS = 750_000;
    private static final int LATENCY_MS = 150;
    private static final double PATIENCE_MS = 60_000;
    private static final double BUDGET_KB = 270;
    private static final double BUDGET_MS = 1_200;

    private static final int REPORTS = 500;

    /**
     * Notes when the frame is done in which all headline figures stand for the first time, whoever wrote them, and what the
     * browser says of its paints. A message that is sent before a frame is painted arrives after it.
     */
    private static final String WATCH = """
            const paints = globalThis.paints = { shift: 0 };
            const painted = new MessageChannel();
            painted.port1.onmessage = () => { paints.headline = performance.now(); };
            const look = () => {
              const totals = [...document.querySelectorAll('.headline-tile .total')];
              if (totals.length > 0 && totals.every((total) => total.textContent)) painted.port2.postMessage('');
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
            const observe = (type, note) =>
              new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
            observe('paint', ({ name, startTime }) => { paints[name] = startTime; });
            observe('largest-contentful-paint', ({ startTime }) => { paints.largest = startTime; });
            observe('layout-shift', ({ value }) => { paints.shift += value; });
            """;

    /**
     * What was seen: milliseconds since the navigation began, and what was sent for it.
     *
     * @param sent until all figures stand that are in view before anybody scrolls
     * @param withCharts until the charts below are drawn too
     */
    private record View(
            double headline,
            double first,
            double largest,
            double shift,
            Map<Kind, Answers> sent,
            Map<Kind, Answers> withCharts) {

        Answers sum() {
            return sum(sent);
        }

        Answers sumWithCharts() {
            return sum(withCharts);
        }

        /** All but the stream, which does not end. */
        private static Answers sum(Map<Kind, Answers> answers) {
            return answers.entrySet().stream()
                    .filter(entry -> entry.getKey() != Kind.STREAM)
                    .map(Map.Entry::getValue)
                    .reduce(Answers.NOTHING, Answers::plus);
        }
    }

    /** Answers and their bytes, heads and all, as they came over the line. */
    private record Answers(int count, long bytes) {

        static final Answers NOTHING = new Answers(0, 0);

        Answers plus(Answers other) {
            return new Answers(count + other.count, bytes + other.bytes);
        }
    }

    /** What an answer is to the page. */
    private enum Kind {
        HTML,
        CSS,
        JS,
        ECHARTS,
        WORDS,
        IMAGES,
        API,
        STREAM;

        static Kind of(String resourceType, String address) {
            if (resourceType.equals("EventSource")) {
                return STREAM;
            } else if (address.contains("echarts")) {
                return ECHARTS;
            } else if (address.contains("/copy/")) {
                return WORDS;
            } else if (address.contains("/api/")) {
                return API;
            }
            return switch (resourceType) {
                case "Document" -> HTML;
                case "Stylesheet" -> CSS;
                case "Script" -> JS;
                default -> IMAGES;
            };
        }
    }

    /** What a page is answered from now on. */
    private static final class Traffic {

        private final Map<String, Kind> kinds = new HashMap<>();
        private final Map<String, Long> bytes = new HashMap<>();

        Traffic(CDPSession devTools) {
            devTools.on("Network.responseReceived", this::begun);
            devTools.on("Network.dataReceived", data -> bytes.merge(id(data), length(data), Long::sum));
            devTools.on("Network.loadingFinished", end -> bytes.put(id(end), length(end)));
            devTools.send("Network.enable");
        }

        private void begun(JsonObject event) {
            JsonObject response = event.getAsJsonObject("response");
            kinds.put(
                    id(event),
                    Kind.of(event.get("type").getAsString(), response.get("url").getAsString()));
            bytes.merge(id(event), length(response), Long::sum);
        }

        private static String id(JsonObject event) {
            return event.get("requestId").getAsString();
        }

        private static long length(JsonObject event) {
            return event.get("encodedDataLength").getAsLong();
        }

        Map<Kind, Answers> byKind() {
            Map<Kind, Answers> sums = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                sums.put(kind, Answers.NOTHING);
            }
            kinds.forEach((id, kind) -> sums.merge(kind, new Answers(1, bytes.get(id)), Answers::plus));
            return sums;
        }
    }

    @Test
    void showsTheFiguresOnASlowPhone(@TempDir Path directory) {
        Assumptions.assumeTrue(Chromium.isThere(), "skipped: there is no Chromium (Debian's package chromium)");
        try (Site site = LeaderScreen.site(directory).start();
                Chromium chromium = new Chromium();
                LeaderScreen screen = LeaderScreen.open(chromium, site)) {
            fill(site);
            screen.requireTotal(REPORTS);
            List<View> views = new ArrayList<>();
            for (int i = 0; i < VIEWS; i++) {
                try (LeaderScreen cold = new LeaderScreen(chromium.coldPage(screen.page(), WIDTH, HEIGHT))) {
                    views.add(view(cold.page(), site.analytics().url() + "/"));
                    cold.requireTotal(REPORTS);
                }
            }
            print(views);
            chromium.requireNoErrors();
        }
    }

    /** All districts have reported on each day, so that the page has much to tell. */
    private static void fill(Site site) {
        List<String> rows = IntStream.range(0, REPORTS)
                .mapToObj(i -> Caller.assistBody(
                        "%d".formatted(718 + i % 9),
                        1,
                        "first-view-" + i,
                        "2025-03-%02dT%02d:00:00+07:00".formatted(1 + i % 25, 7 + i % 14)))
                .toList();
        assertThat(site.caller("province-74").assists(site.session(), rows)).isEqualTo(REPORTS);
    }

    private static View view(Page page, String address) {
        CDPSession devTools = page.context().newCDPSession(page);
        Traffic traffic = new Traffic(devTools);
        devTools.send("Network.emulateNetworkConditions", slowLine());
        JsonObject processor = new JsonObject();
        processor.addProperty("rate", SLOWER_PROCESSOR);
        devTools.send("Emulation.setCPUThrottlingRate", processor);
        page.addInitScript(WATCH);

        page.navigate(address, new Page.NavigateOptions().setTimeout(PATIENCE_MS));
        page.waitForFunction(
                "() => paints.headline && document.querySelector('.chosen .headline-goal b')?.textContent",
                null,
                new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MS));
        Map<Kind, Answers> sent = traffic.byKind();
        page.locator(".trend-card .plot-canvas svg").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MS));

        // No figure is seen before anything is, even if it stands in the HTML.
        return new View(
                Math.max(paint(page, "headline"), paint(page, "first-contentful-paint")),
                paint(page, "first-contentful-paint"),
                paint(page, "largest"),
                paint(page, "shift"),
                sent,
                traffic.byKind());
    }

    private static JsonObject slowLine() {
        JsonObject line = new JsonObject();
        line.addProperty("offline", false);
        line.addProperty("latency", LATENCY_MS);
        line.addProperty("downloadThroughput", DOWN_BITS / 8);
        line.addProperty("uploadThroughput", UP_BITS / 8);
        return line;
    }

    private static double paint(Page page, String name) {
        return ((Number) page.evaluate("(name) => paints[name]", name)).doubleValue();
    }

    private static void print(List<View> views) {
        System.out.printf(
                "sent for a first view: kB, in so many answers; the budget is %.0f without the stream%n", BUDGET_KB);
        for (Kind kind : Kind.values()) {
            printRow(kind.name().toLowerCase(Locale.ROOT), views, view -> view.sent()
                    .get(kind));
        }
        printRow("sum", views, View::sum);
        printRow("charts", views, View::sumWithCharts);
        System.out.printf("until the headline figures are painted: ms; the budget is %.0f%n", BUDGET_MS);
        System.out.printf(
                "%6s %9s %12s %14s %13s%n", "view", "headline", "first paint", "largest paint", "layout shift");
        for (View view : views) {
            System.out.printf(
                    "%6d %9.0f %12.0f %14.0f %13.3f%n",
                    views.indexOf(view) + 1, view.headline(), view.first(), view.largest(), view.shift());
        }
        System.out.printf(
                "median %9.0f%n",
                views.stream().mapToDouble(View::headline).sorted().toArray()[views.size() / 2]);
    }

    private static void printRow(String name, List<View> views, Function<View, Answers> column) {
        System.out.printf("%-8s", name);
        views.stream()
                .map(column)
                .forEach(sent -> System.out.printf("%10.1f in %3d", sent.bytes() / 1e3, sent.count()));
        System.out.println();
    }
}
