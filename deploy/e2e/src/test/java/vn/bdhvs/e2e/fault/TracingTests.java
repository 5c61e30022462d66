package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A report is followed from its request through outbox and log to the push that shows it. */
@ExtendWith(SharedSite.class)
class TracingTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** Seen red with an outbox that did not keep what the trace is known by. */
    @Test
    void followsAReportFromItsRequestToTheScreen(Site site) throws Exception {
        try (TraceCollector collector = new TraceCollector()) {
            for (Service service : List.of(site.session(), site.analytics())) {
                service.stop();
                service.restart(collector.arguments());
            }
            try (InputStream viewer = view(site)) {
                assertThat(viewer.read()).isPositive();
                assertThat(site.caller("district-724")
                                .post(
                                        site.session().url() + "/api/v1/assists",
                                        Caller.assistBody("25942", 3, "traced-" + System.nanoTime()),
                                        "traceparent",
                                        "00-" + TRACE + "-b7ad6b7169203331-01")
                                .statusCode())
                        .isEqualTo(201);
                await("the whole trace").atMost(SOON).untilAsserted(() -> assertThat(names(collector))
                        .contains(
                                "session-service http post /api/v1/assists",
                                "session-service send citizen-assisted",
                                "analytics-service process citizen-assisted",
                                "analytics-service push figures"));
            }
            requireChain(collector.trace(TRACE));
            requireLinks(site, collector);
        }
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }

    private static InputStream view(Site site) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        site.analytics().url() + "/api/v1/campaigns/" + Facts.CAMPAIGN + "/live"))
                                .header(
                                        "Authorization",
                                        "Bearer " + site.caller("operations").token())
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private static List<String> names(TraceCollector collector) {
        return collector.trace(TRACE).stream()
                .map(span -> span.service() + " " + span.name())
                .toList();
    }

    /** What was sent, counted and pushed lies below the request. */
    private static void requireChain(List<TraceCollector.Collected> trace) {
        Map<String, TraceCollector.Collected> bySpan =
                trace.stream().collect(Collectors.toMap(TraceCollector.Collected::span, Function.identity()));
        TraceCollector.Collected push = named(trace, "push figures");
        TraceCollector.Collected counted = bySpan.get(push.parent());
        assertThat(counted.name()).isEqualTo("process citizen-assisted");
        TraceCollector.Collected request = bySpan.get(counted.parent());
        assertThat(request.service()).isEqualTo("session-service");
        assertThat(named(trace, "send citizen-assisted").parent()).isEqualTo(request.span());
        assertThat(push.nanos()).isBetween(0L, Duration.ofSeconds(5).toNanos());
    }

    private static TraceCollector.Collected named(List<TraceCollector.Collected> trace, String name) {
        return trace.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A poll of many events is one span with a link to each of their traces. */
    private static void requireLinks(Site site, TraceCollector collector) {
        site.analytics().pause();
        for (int i = 0; i < 5; i++) {
            site.caller("district-724").assist(site.session(), "25942", 1, "linked-" + i + "-" + System.nanoTime());
        }
        site.analytics().resume();
        await("a span of a poll with links").atMost(SOON).untilAsserted(() -> assertThat(collector.spans())
                .anySatisfy(span -> {
                    assertThat(span.name()).isEqualTo("process activities");
                    assertThat(span.links()).isNotEmpty().doesNotHaveDuplicates();
                }));
    }
}
