package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's Prometheus with the project's own rules, which asks the services of a site every second. What an alert waits for
 * before it fires is left out: what is waited for here is that it becomes true.
 */
final class PrometheusServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
    private static final Path RULES =
            Path.of(System.getProperty("project.root")).resolve("deploy/monitoring/prometheus");
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Part process;
    private final String url;

    private PrometheusServer(Part process, String url) {
        this.process = process;
        this.url = url;
    }

    static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    /** Starts one that asks these, by the names of their jobs. */
    static PrometheusServer start(Site site, Map<String, List<Service>> jobs) {
        try {
            Path directory = Files.createTempDirectory(site.directory(), "prometheus");
            for (String rules : List.of("recording.rules.yaml", "alerting.rules.yaml")) {
                Files.writeString(
                        directory.resolve(rules),
                        Files.readString(RULES.resolve(rules))
                                .replaceAll("(?m)^ +for: .*\n", "")
                                .replaceAll("interval: \\d+s", "interval: 1s"));
            }
            Files.writeString(directory.resolve("prometheus.yaml"), configuration(site, jobs));
            int port = Ports.next();
            Part process = new Part(
                    "prometheus",
                    site.directory().resolve("logs/prometheus.log"),
                    List.of(
                            PROGRAM.toString(),
                            "--config.file=" + directory.resolve("prometheus.yaml"),
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port),
                    Map.of());
            process.start();
            return new PrometheusServer(process, "http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(Site site, Map<String, List<Service>> jobs) {
        return """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [recording.rules.yaml, alerting.rules.yaml]
                scrape_configs:
                """
                + jobs.entrySet().stream()
                        .map(job -> """
                                  - job_name: %s
                                    metrics_path: /actuator/prometheus
                                    oauth2: {client_id: operations, client_secret: demo, token_url: "%s/oauth2/token"}
                                    static_configs: [{targets: [%s]}]
                                """.formatted(
                                job.getKey(),
                                site.issuer(),
                                job.getValue().stream()
                                        .map(service ->
                                                '"' + service.management().replace("http://", "") + '"')
                                        .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining());
    }

    /** Results of a query, which must be a good one. */
    List<JsonNode> query(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asString().equals("success")) {
            throw new IllegalStateException(expression + ": " + answer);
        }
        return answer.at("/data/result").valueStream().toList();
    }

    /** Whether it answers yet. */
    boolean isReady() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(url + "/-/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What went wrong the last time that services were asked, by their addresses; empty if nothing did. */
    Map<String, String> complaints() {
        return get("/api/v1/targets")
                .at("/data/activeTargets")
                .valueStream()
                .filter(target -> !target.path("health").asString().equals("up"))
                .collect(Collectors.toMap(
                        target -> target.path("scrapeUrl").asString(),
                        target -> target.path("health").asString() + " "
                                + target.path("lastError").asString()));
    }

    /** All rules, recording and alerting. */
    List<JsonNode> rules() {
        return get("/api/v1/rules")
                .at("/data/groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** Names of the alerts that fire. */
    Set<String> firing() {
        return get("/api/v1/alerts")
                .at("/data/alerts")
                .valueStream()
                .filter(alert -> alert.path("state").asString().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asString())
                .collect(Collectors.toSet());
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(http.send(
                            HttpRequest.newBuilder(URI.create(url + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
