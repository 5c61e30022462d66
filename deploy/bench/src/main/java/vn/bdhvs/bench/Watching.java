package vn.bdhvs.bench;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.bench.viewers.Viewers;

/** How soon many viewers of one instance see what has changed, when one of twenty never reads and half of them come back at once. */
final class Watching {

    private static final List<String> ROOMY = List.of("-Xmx2g", "-XX:+UseParallelGC");
    private static final int EVENTS_PER_SECOND = 10;
    private static final int STORE_MIB = 512;
    private static final double KILO = 1_000;
    private static final double NANOS = 1e9;
    private static final Duration TO_OPEN = Duration.ofSeconds(230);

    private final Stage stage;
    private final int viewers;
    private final int seconds;
    private final Report report = new Report(
            "contender",
            "viewers",
            "frames/s each",
            "KB a frame",
            "MB/s in all",
            "lag p50 ms",
            "p99",
            "max",
            "p99 of 10 s after reconnect",
            "max",
            "all back after ms",
            "cores",
            "cores of the load",
            "heap MB",
            "RSS MB",
            "errors",
            "closed by it");

    Watching(Stage stage, int viewers, int seconds) {
        this.stage = stage;
        this.viewers = viewers;
        this.seconds = seconds;
    }

    /** One after the other; the bare one sends frames as large as the service's were. */
    Report compete(List<String> options) {
        int frameBytes;
        try (Store store = Store.start(stage.programs(), "store", "--in-memory", STORE_MIB);
                TokenIssuer issuer = TokenIssuer.start(stage.programs());
                LiveServer service = LiveServer.analytics(stage, store, issuer, options);
                Feeding feeding = Feeding.start(stage.brokers(), stage.project(), EVENTS_PER_SECOND);
                Observer observer = Observer.start(service.address(), service.token())) {
            frameBytes = watch(service, () -> observer.require(feeding.stop()));
        }
        try (LiveServer bare = LiveServer.bare(stage, frameBytes, ROOMY)) {
            watch(bare, () -> {});
        }
        report.note("""
                %,d viewers, of whom one of twenty never reads; %d s, half of them before half of the viewers leave and come back at \
                once; %d events a second; lag is from the stamp of a frame of figures until it was read""".formatted(viewers, seconds, EVENTS_PER_SECOND));
        return report;
    }

    /** Watches it; returns how many bytes its frames have. */
    private int watch(LiveServer server, Runnable check) {
        try (Program crowd = stage.programs()
                .ofClass(
                        "viewers",
                        "bench",
                        List.of("-Xmx512m", "-XX:+UseSerialGC"),
                        Viewers.class.getName(),
                        "" + server.port(),
                        server.path(),
                        server.token(),
                        "" + server.behind().toMillis(),
                        "" + viewers,
                        "" + seconds)) {
            crowd.awaitLine("watching", TO_OPEN);
            Seen begun = look(server, crowd);
            crowd.awaitLine("watched", TO_OPEN.plusSeconds(seconds));
            Seen ended = look(server, crowd);
            JsonNode found = new JsonMapper().readTree(crowd.awaitLine("found ", TO_OPEN.plusSeconds(seconds)));
            System.out.printf("%s: %s%n", server.name(), found);
            server.program().requireAlive();
            check.run();
            add(server, found, begun, ended);
            JsonNode steady = found.path("steady");
            return (int) (steady.path("bytes").asLong()
                    / Math.max(1, steady.path("frames").asLong()));
        }
    }

    private record Seen(long nanos, Duration server, Duration crowd) {}

    private static Seen look(LiveServer server, Program crowd) {
        return new Seen(System.nanoTime(), server.program().processorTime(), crowd.processorTime());
    }

    private void add(LiveServer server, JsonNode found, Seen begun, Seen ended) {
        JsonNode steady = found.path("steady");
        JsonNode afterwards = found.path("afterwards");
        double nanos = ended.nanos() - begun.nanos();
        double frames = steady.path("frames").asDouble();
        report.row(
                server.name(),
                found.path("viewers").asLong(),
                frames / found.path("reading").asDouble() / (nanos / NANOS),
                steady.path("bytes").asDouble() / frames / KILO,
                steady.path("allBytes").asDouble() / (nanos / NANOS) / KILO / KILO,
                steady.path("p50").asLong(),
                steady.path("p99").asLong(),
                steady.path("max").asLong(),
                afterwards.path("p99").asLong(),
                afterwards.path("max").asLong(),
                found.path("reopenedMs").asLong(),
                ended.server().minus(begun.server()).toNanos() / nanos,
                ended.crowd().minus(begun.crowd()).toNanos() / nanos,
                Usage.heap(server.program()),
                Usage.resident(server.program()),
                found.path("errors").asLong(),
                found.path("closedByServer").asLong());
    }
}
