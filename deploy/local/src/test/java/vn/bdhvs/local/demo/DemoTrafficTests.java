package vn.bdhvs.local.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.bdhvs.local.demo.StandIn.Request;

/** The traffic over HTTP, to stand-ins. */
class DemoTrafficTests {

    private static final Instant EIGHT_ON_WEDNESDAY = Instant.parse("2025-03-26T01:00:00Z");
    private static final Instant AFTER_THE_DISTRICTS = Instant.parse("2025-07-01T01:00:00Z");
    private static final Instant TEN_TO_TWO_AT_NIGHT = Instant.parse("2025-03-26T18:50:00Z");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void fillsTheScreenWithinSecondsEachReportFromItsOwnClientToItsOwnService() throws Exception {
        StandIn registration = standIn(path -> 0);
        StandIn session = standIn(path -> 0);
        DemoTraffic traffic = traffic(registration, session, EIGHT_ON_WEDNESDAY);

        traffic.start(3);

        await().atMost(10, SECONDS).until(() -> traffic.accepted() > 450);
        assertThat(registration.requests()).isNotEmpty().allMatch(request -> request.path()
                .startsWith("/api/v1/volunteers"));
        assertThat(session.requests().stream().map(Request::path).collect(Collectors.toSet()))
                .contains(
                        "/api/v1/assists",
                        "/api/v1/assists/batch",
                        "/api/v1/classes/batch",
                        "/api/v1/nil-reports/batch");
        assertThat(session.requests()).allSatisfy(request -> {
            assertThat(request.contentType())
                    .isEqualTo(request.isBatch() ? "application/x-ndjson" : "application/json");
            Kind kind = Set.of(Kind.values()).stream()
                    .filter(each -> request.path().startsWith(each.path()))
                    .findFirst()
                    .orElseThrow();
            assertThat(SentReport.of(
                            new Delivery(kind, request.client(), request.key(), request.body(), request.isBatch()),
                            EIGHT_ON_WEDNESDAY))
                    .allSatisfy(report -> assertThat(report.faults()).isEmpty());
        });
        assertThat(said).isEmpty();
    }

    @Test
    void sendsAboutTwoInAHundredRequestsAgainUnderTheSameKeyAndSomeBatches() throws Exception {
        StandIn service = standIn(path -> 0);
        DemoTraffic traffic = traffic(service, service, EIGHT_ON_WEDNESDAY);

        traffic.start(600);

        await().atMost(40, SECONDS).until(() -> service.requests().size() > 2_500);
        traffic.close();
        long distinct = service.requests().stream()
                .flatMap(request -> request.isBatch() ? request.body().lines() : Stream.of(request.key()))
                .distinct()
                .count();
        // What was on its way when the traffic was closed may have been taken.
        assertThat(traffic.accepted()).isBetween(distinct - 30, distinct);
        Map<String, Long> singles = service.requests().stream()
                .filter(request -> !request.isBatch())
                .collect(Collectors.groupingBy(Request::key, Collectors.counting()));
        double copies = singles.values().stream().filter(times -> times == 2).count();
        assertThat(singles.values()).allMatch(times -> times <= 2);
        assertThat(copies / singles.size()).isBetween(0.01, 0.035);
        assertThat(service.requests()).allMatch(request -> request.status() < 300);
        Map<String, Integer> batches = new HashMap<>();
        service.requests().stream()
                .filter(Request::isBatch)
                .forEach(batch -> batches.merge(batch.key(), 1, Integer::sum));
        assertThat(batches.values()).contains(1, 2);
    }

    @Test
    void sendsAtTheAskedRateTimesTheBusynessOfTheHour() throws Exception {
        StandIn service = standIn(path -> 0);
        DemoTraffic traffic = traffic(service, service, EIGHT_ON_WEDNESDAY);
        traffic.start(40);
        await().atMost(10, SECONDS).until(() -> traffic.accepted() > 600);

        double expected = 40 * new Rhythm(Habits.usual()).at(LocalDateTime.of(2025, 3, 26, 8, 0));
        long begin = System.nanoTime();
        long before = traffic.accepted();
        await().pollDelay(5, SECONDS).atMost(30, SECONDS).untilAsserted(() -> {
            double rate = (traffic.accepted() - before) / ((System.nanoTime() - begin) / 1e9);
            assertThat(rate).isBetween(expected * 0.7, expected * 1.3);
        });
    }

    @Test
    void triesAgainUnderTheSameKeyUntilThereIsAFinalAnswer() throws Exception {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        StandIn service = standIn(path -> failed.size() < 6 && failed.add(path + failed.size()) ? 503 : 0);
        DemoTraffic traffic = traffic(service, service, EIGHT_ON_WEDNESDAY);

        traffic.start(3);

        await().atMost(10, SECONDS).until(() -> traffic.accepted() > 450);
        Set<String> refused = keys(service, 503);
        assertThat(refused).isNotEmpty();
        await().atMost(10, SECONDS).untilAsserted(() -> {
            Set<String> taken = keys(service, 200);
            taken.addAll(keys(service, 201));
            assertThat(taken).containsAll(refused);
        });
        assertThat(said).isEmpty();
    }

    @Test
    void goesOnWithOneServiceWhileTheOtherIsAway() throws Exception {
        StandIn registration = standIn(path -> 503);
        StandIn session = standIn(path -> 0);
        DemoTraffic traffic = traffic(registration, session, EIGHT_ON_WEDNESDAY);

        traffic.start(50);

        await().atMost(15, SECONDS).until(() -> traffic.accepted() > 600);
        assertThat(said).isEmpty();
    }

    @Test
    void saysOnceForEachServiceThatReportsAreRefused() throws Exception {
        StandIn registration = standIn(path -> 404);
        StandIn session = standIn(path -> 403);
        DemoTraffic traffic = traffic(registration, session, EIGHT_ON_WEDNESDAY);

        traffic.start(50);

        await().atMost(10, SECONDS).until(() -> session.requests().size() > 100 && said.size() > 1);
        assertThat(said)
                .hasSize(2)
                .anyMatch(line -> line.contains("is refused with 404"))
                .anyMatch(line -> line.contains("is refused with 403: {\"title\":\"not today\"}"));
        assertThat(traffic.accepted()).isZero();
    }

    @Test
    void tellsAtNightOfWhatWasDoneBefore() throws Exception {
        StandIn service = standIn(path -> 0);
        DemoTraffic traffic = traffic(service, service, TEN_TO_TWO_AT_NIGHT);

        traffic.start(3);

        await().atMost(10, SECONDS)
                .until(() -> service.requests().stream()
                                .filter(request -> request.path().equals("/api/v1/assists"))
                                .count()
                        >= 30);
        assertThat(service.requests().stream()
                        .filter(request -> request.path().equals("/api/v1/assists"))
                        .map(Request::body))
                .isNotEmpty()
                .noneMatch(body -> body.contains("\"assistedAt\":\"2025-03-27"));
    }

    @Test
    void saysThatItKnowsNoUnitsAfterTheDistrictsEnded() throws Exception {
        StandIn service = standIn(path -> 0);
        traffic(service, service, AFTER_THE_DISTRICTS).start(3);
        await().atMost(5, SECONDS).until(() -> !said.isEmpty());
        assertThat(said)
                .containsExactly(
                        "no demo traffic on 2025-07-01: it knows the campaign and its units from 2025-03-01 until before 2025-07-01");
        assertThat(service.requests()).isEmpty();
    }

    private static Set<String> keys(StandIn service, int status) {
        return service.requests().stream()
                .filter(request -> request.status() == status)
                .map(Request::key)
                .collect(Collectors.toSet());
    }

    private StandIn standIn(Function<String, Integer> failure) throws IOException {
        StandIn standIn = new StandIn(failure);
        open.add(standIn);
        return standIn;
    }

    private DemoTraffic traffic(StandIn registration, StandIn session, Instant now) {
        DemoTraffic traffic = new DemoTraffic(
                registration.uri(), session.uri(), session.uri(), () -> now, said::add, new SplittableRandom(26));
        open.add(0, traffic);
        return traffic;
    }
}
