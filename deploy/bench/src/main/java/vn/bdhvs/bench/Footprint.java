package vn.bdhvs.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long it takes until each service alone is ready, and until all of them are by {@code deploy/up}; and what memory they take when they
 * have just started, and after a minute of the demonstration.
 */
final class Footprint {

    private static final int STORE_MIB = 512;
    private static final Duration DEMONSTRATION = Duration.ofSeconds(60);
    private static final int PORT_OFFSET = 20_000;
    private static final Map<String, Integer> HEAPS = heaps();

    private final Stage stage;
    private final Report report = new Report("what", "-Xmx MiB", "s until ready", "heap in use MiB", "resident MiB");

    Footprint(Stage stage) {
        this.stage = stage;
    }

    private static Map<String, Integer> heaps() {
        Map<String, Integer> heaps = new LinkedHashMap<>();
        heaps.put("registration-service", 256);
        heaps.put("session-service", 256);
        heaps.put("analytics-service", 512);
        return heaps;
    }

    Report measure() {
        try (Store store = Store.start(stage.programs(), "store", "--in-memory", STORE_MIB);
                TokenIssuer issuer = TokenIssuer.start(stage.programs())) {
            HEAPS.forEach((module, heap) -> alone(module, heap, store, issuer));
        }
        all();
        report.note(
                "as the embedded platform starts them: serial collector, compiled without profiling; heap in use after a"
                        + " full collection");
        return report;
    }

    private void alone(String module, int heap, Store store, TokenIssuer issuer) {
        int management = Programs.freePort();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SERVER_PORT", "" + Programs.freePort());
        environment.put("MANAGEMENT_SERVER_PORT", "" + management);
        environment.put("SPRING_MONGODB_URI", store.uri(module.replace("-service", "")));
        environment.put("SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS", stage.brokers());
        environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", issuer.uri());
        environment.put("CAMPAIGN_REFERENCE_SECRET", "a-secret-of-the-benchmark");
        environment.put("PERSONALDATA_KEYS_0_ID", "bench");
        environment.put("PERSONALDATA_KEYS_0_SECRET", "YSBzZWNyZXQgb2YgdGhlIGJlbmNobWFyaywgMzIgYnk=");
        environment.put("LOGIN_CLIENT_SECRET", "demo");
        long begun = System.nanoTime();
        try (Program program = stage.programs()
                .ofService(
                        module,
                        module,
                        List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k"),
                        environment)) {
            program.awaitReady(management);
            double seconds = (System.nanoTime() - begun) / 1e9;
            report.row(module + " alone", heap, seconds, Usage.heap(program), Usage.resident(program));
        }
    }

    private void all() {
        Path data = stage.programs().directory().resolve("demonstration");
        long begun = System.nanoTime();
        try (Program up = Program.start(
                "up",
                List.of(
                        stage.project().resolve("deploy/up").toString(),
                        "--data",
                        data.toString(),
                        "--port-offset",
                        "" + PORT_OFFSET),
                Map.of(),
                stage.programs().directory().resolve("logs/up.log"))) {
            up.awaitSaying("is ready: ");
            double seconds = (System.nanoTime() - begun) / 1e9;
            Program.pause(DEMONSTRATION);
            report.row(
                    "deploy/up: broker, store, issuer, demonstration",
                    1_024,
                    seconds,
                    Usage.heap(up),
                    Usage.resident(up));
            HEAPS.forEach((module, heap) -> ProcessHandle.of(up.id())
                    .orElseThrow()
                    .descendants()
                    .filter(process -> process.info().commandLine().orElse("").contains(module))
                    .findFirst()
                    .ifPresent(process -> report.row(
                            module + " in the demonstration",
                            heap,
                            "",
                            Usage.heap(process.pid()),
                            Usage.resident(process.pid()))));
        }
    }
}
