package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators watch: a real Prometheus with the project's rules, and every query of its dashboards. */
@ExtendWith(SharedSite.class)
class MonitoringTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path DASHBOARDS =
            Path.of(System.getProperty("project.root")).resolve("deploy/monitoring/grafana/dashboards");

    /** Polls of so few that some thousand events take their time. */
    private static final String SMALL_POLLS =
            "--spring.cloud.stream.kafka.bindings.activities-in-0.consumer.configuration.max.poll.records=100";

    /** Between the sizes of an assist and a class, as the producer reckons them. */
    private static final String NARROW = "--outbox.producer.max-request-size=765";

    @Test
    void loadsEveryRuleAnswersEveryQueryAndRaisesTheAlarmsOfALagAndOfAParkedEvent(Site site) throws IOException {
        Assumptions.assumeTrue(
                PrometheusServer.isThere(), "skipped: there is no Prometheus (Debian's package prometheus)");
        release(site);
        site.registration().restart();
        site.analytics().stop();
        site.analytics().restart(SMALL_POLLS, "--audit.pause=50ms");
        try (Service narrow = site.addSession(NARROW);
                PrometheusServer prometheus = PrometheusServer.start(
                        site,
                        Map.of(
                                "analytics-service", List.of(site.analytics()),
                                "registration-service", List.of(site.registration()),
                                "session-service", List.of(site.session(), narrow)));
                Emitter emitter = site.evidence().emitter();
                CommandLoad load = site.load("district-724")) {
            narrow.awaitReady();
            await().atMost(SOON).until(prometheus::isReady);
            await("rules").atMost(SOON).untilAsserted(() -> assertThat(prometheus.rules())
                    .hasSizeGreaterThanOrEqualTo(29)
                    .allMatch(rule -> rule.path("health").asString().equals("ok")));
            await("metrics").atMost(SOON).untilAsserted(() -> assertThat(prometheus.complaints())
                    .isEmpty());
            load.start(2, 10);
            emitter.send(Mix.of(System.nanoTime(), 200, 0.1, 0.1));
            site.caller("district-724").get(site.registration().url() + "/api/v1/volunteers?limit=1");
            requireEveryQuery(prometheus, () -> site.caller("operations")
                    .post(site.analytics().url() + "/api/v1/screens/delays", "{\"seconds\":[0.3,0.4,0.6]}"));
            await("no alarm yet").atMost(SOON).untilAsserted(() -> assertThat(prometheus.firing())
                    .doesNotContain("EventParked", "IngestLags", "InstanceDown"));

            assertThat(DescribedMetrics.exportedBy(
                            List.of(site.analytics(), site.registration(), site.session()), site.caller("operations")))
                    .isEqualTo(DescribedMetrics.inGuide());

            assertThat(site.caller("district-724")
                            .post(narrow.url() + "/api/v1/classes", oversize())
                            .statusCode())
                    .isEqualTo(201);
            Fault slow = site.analytics().store().on("insert", "journal").delayReply(Duration.ofSeconds(2));
            emitter.send(Mix.of(System.nanoTime(), 9_000, 0, 0));
            await("alarms").atMost(SOON).untilAsserted(() -> assertThat(prometheus.firing())
                    .contains("EventParked", "IngestLags"));
            assertThat(slow.fired()).isPositive();
            site.analytics().store().clear();
            // It would try to send it too, and park it again.
            narrow.stop();
            release(site);
            await("the end of both").atMost(SOON).untilAsserted(() -> assertThat(prometheus.firing())
                    .doesNotContain("EventParked", "IngestLags"));
            load.stop();
        } finally {
            site.registration().stop();
        }
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }

    /** What was parked, here or by tests before, is not too large for a service that is as usual. */
    private static void release(Site site) {
        assertThat(site.caller("operations")
                        .post(site.session().management() + "/actuator/outbox", "{\"operation\":\"release\"}")
                        .statusCode())
                .isEqualTo(200);
        await("nothing to be parked").atMost(SOON).until(() -> site.caller("operations")
                .metric(site.session(), "outbox_parked")
                .filter(parked -> parked == 0)
                .isPresent());
    }

    /**
     * Each is answered with a number.
     *
     * @param meanwhile what is done before each look
     */
    private static void requireEveryQuery(PrometheusServer prometheus, Runnable meanwhile) throws IOException {
        List<String> expressions = new ArrayList<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.toList()) {
                new JsonMapper().readTree(Files.readString(file)).path("panels").forEach(panel -> panel.path("targets")
                        .valueStream()
                        .map(target -> target.path("expr").asString())
                        .forEach(expressions::add));
            }
        }
        assertThat(expressions).hasSizeGreaterThan(25);
        for (String expression : expressions) {
            await(expression).atMost(SOON).untilAsserted(() -> {
                meanwhile.run();
                assertThat(prometheus.query(expression))
                        .as("%s, with these complaints: %s", expression, prometheus.complaints())
                        .anyMatch(MonitoringTests::isNumber);
            });
        }
    }

    /** A sum over nothing, and nothing by nothing, are answers too, but none that a panel could show. */
    private static boolean isNumber(JsonNode result) {
        return !result.at("/value/1").asString().equals("NaN");
    }

    private static String oversize() {
        return """
                {"campaign":"%s","unit":"724","team":"hanh-chinh-cong-luu-dong","topic":"thanh-toan-khong-tien-mat",
                 "mode":"in-person","startedAt":"2025-03-25T09:00:00+07:00","durationMinutes":120,
                 "learners":{"total":250000,"members":120000,"female":130000,"over60":100000},
                 "instructors":12,"clientReference":"parked-%d-class"}
                """.formatted(Facts.CAMPAIGN, System.nanoTime());
    }
}
