package vn.bdhvs.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, with stand-ins for the services. */
class LocalPlatformTests {

    private static final int OFFSET = 20_000;

    @TempDir
    Path project;

    private final List<Process> launched = new ArrayList<>();

    @BeforeEach
    void build() throws IOException {
        FakeService.install(project);
    }

    @AfterEach
    void endAll() throws Exception {
        for (Process process : launched) {
            process.destroyForcibly().waitFor();
        }
        pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void startsEverythingSendsReportsWithEachDistrictsOwnTokenAndStopsWithoutATrace() throws Exception {
        Process launcher = launch(Map.of(), "--demo-rate", "20", "--analytics", "2");
        awaitReady(launcher);
        assertThat(output()).contains("Campaign Pulse is ready: http://127.0.0.1:" + (8080 + OFFSET) + "\n");
        await().atMost(10, SECONDS)
                .until(() -> requests("session-service").size() > 80
                        && requests("registration-service").size() > 5);
        assertThat(requests("session-service"))
                .allSatisfy(request -> assertThat(request)
                        .matches("/api/v1/(assists|classes|nil-reports)(/batch)? demo-.*")
                        .contains("Bearer ey", "\"unit\":\""))
                .anyMatch(request -> request.startsWith("/api/v1/assists demo-")
                        && request.contains("\"assistedAt\":\"2025-03-26T0"))
                .anyMatch(request -> request.startsWith("/api/v1/classes/batch demo-"));
        assertThat(requests("registration-service"))
                .allSatisfy(request ->
                        assertThat(request).startsWith("/api/v1/volunteers").contains("\"clientReference\":\"demo-"));
        assertThat(output()).doesNotContain("demo traffic:");
        Set<Long> services = pids();
        assertThat(services).hasSize(4);
        assertThat(log("analytics-service-2"))
                .contains(
                        "SERVER_PORT=" + (8180 + OFFSET),
                        "MANAGEMENT_SERVER_PORT=" + (9180 + OFFSET),
                        "SPRING_MONGODB_URI=mongodb://127.0.0.1:" + (27017 + OFFSET) + "/analytics",
                        "SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS=127.0.0.1:" + (9092 + OFFSET),
                        "JWT_ISSUER_URI=http://127.0.0.1:" + (9000 + OFFSET),
                        "CAMPAIGN_CLOCK_START=2025-03-26T01:00:00Z",
                        "CAMPAIGN_CLOCK_RATE=1");

        launcher.destroy();

        assertThat(launcher.waitFor(10, SECONDS)).isTrue();
        assertThat(services).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }

    @Test
    void startsAServiceAgainThatDies() throws Exception {
        awaitReady(launch(Map.of(), "--no-demo"));
        Set<Long> before = pids();
        ProcessHandle.of(before.iterator().next()).orElseThrow().destroyForcibly();
        await().atMost(8, SECONDS).until(() -> pids().size() == before.size() && !pids().equals(before));
        await().atMost(8, SECONDS).untilAsserted(() -> assertThat(output())
                .contains("ended with exit code 137; starting it again in 1 s"));
    }

    @Test
    void endsWhatAKilledRunLeftBehindAndGoesOnWithItsClock() throws Exception {
        Process first = launch(Map.of(), "--no-demo");
        awaitReady(first);
        first.destroyForcibly().waitFor();
        Set<Long> left = pids();
        String clock = Files.readString(data().resolve("clock.properties"));
        assertThat(left).allMatch(pid -> ProcessHandle.of(pid).isPresent());

        awaitReady(launch(Map.of(), "--no-demo"));

        assertThat(left).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(output()).contains("session-service of an earlier run was still there and has been ended");
        assertThat(data().resolve("clock.properties")).hasContent(clock);
    }

    @Test
    void namesATakenPortAndTheOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(9092 + OFFSET, 1, InetAddress.getLoopbackAddress())) {
            Process launcher = launch(Map.of(), "--no-demo");
            assertThat(launcher.waitFor(10, SECONDS)).isTrue();
            assertThat(launcher.exitValue()).isEqualTo(StartFailure.PORT);
            assertThat(output())
                    .isEqualTo(
                            "port %d, wanted for kafka, is taken; free it, or choose another with --port kafka=PORT or --port-offset N%n"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void showsTheEndOfTheLogOfAServiceThatDoesNotStart() throws Exception {
        Process launcher = launch(Map.of("FAKE_SERVICE_DIES", "yes"), "--no-demo");
        assertThat(launcher.waitFor(30, SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(StartFailure.SERVICE);
        assertThat(output()).contains("I cannot start", "registration-service ended with exit code 3 while starting");
    }

    @Test
    void saysWhatIsNotBuilt() throws Exception {
        Files.delete(project.resolve("session-service/target/session-service-1.0.0-SNAPSHOT-exec.jar"));
        Process launcher = launch(Map.of());
        assertThat(launcher.waitFor(10, SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(StartFailure.JARS);
        assertThat(output()).startsWith("session-service is not built").hasLineCount(1);
    }

    @Test
    void deletesOnlyADataDirectoryOfItsOwn() throws Exception {
        Path precious = Files.writeString(Files.createDirectories(data()).resolve("thesis.txt"), "years of work");
        Process launcher = launch(Map.of(), "--fresh");
        assertThat(launcher.waitFor(10, SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(StartFailure.DATA);
        assertThat(output()).contains("holds something that is not ours");
        assertThat(precious).exists();
    }

    private Process launch(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocalPlatform.class.getName(),
                "--project",
                project.toString(),
                "--data",
                data().toString(),
                "--port-offset",
                Integer.toString(OFFSET)));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(project.resolve("output").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        launched.add(process);
        return process;
    }

    private void awaitReady(Process launcher) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    assertThat(launcher.isAlive()).as(output()).isTrue();
                    return output().contains("is ready");
                });
    }

    private Path data() {
        return project.resolve("data");
    }

    private String output() throws IOException {
        return Files.readString(project.resolve("output"));
    }

    private String log(String service) throws IOException {
        return Files.readString(data().resolve("logs").resolve(service + ".log"));
    }

    private List<String> requests(String service) throws IOException {
        return log(service).lines().filter(line -> line.startsWith("/api")).toList();
    }

    private Set<Long> pids() throws IOException {
        Path processes = data().resolve("processes");
        if (!Files.exists(processes)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(processes)) {
            return lines.map(line -> Long.parseLong(line.split(" ")[1])).collect(Collectors.toSet());
        }
    }
}
