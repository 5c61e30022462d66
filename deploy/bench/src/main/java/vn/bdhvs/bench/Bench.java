package vn.bdhvs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Runs one benchmark: {@code Bench PROJECT NAME [EVENTS [ROUNDS]]} or {@code Bench PROJECT viewers [VIEWERS [SECONDS [MIB]]]}, see {@code deploy/bench/run}. */
public final class Bench {

    private static final int EVENTS = 300_000;
    private static final int ROWS = 100_000;
    private static final int ENTRIES = 1_000_000;
    private static final int ROUNDS = 3;
    private static final int ONE_BY_ONE = 100_000;
    private static final int VIEWERS = 10_000;
    private static final int SECONDS = 60;
    private static final Set<String> WITHOUT_LOAD = Set.of("commands", "batch", "footprint", "growth", "viewers");
    private static final List<String> SERVICE = service(512);
    private static final String IN_MEMORY = "--in-memory";

    private Bench() {}

    /** Prints the table, and writes it to {@code deploy/bench/target/NAME.json}. */
    public static void main(String... arguments) {
        Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
        String name = arguments[1];
        int events = arguments.length > 2 ? Integer.parseInt(arguments[2]) : usual(name);
        int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : name.equals("viewers") ? SECONDS : ROUNDS;
        Path target = project.resolve("deploy/bench/target");
        Path directory = target.resolve("run");
        empty(directory);
        Report report;
        try (Stage stage = Stage.setUp(project, directory, WITHOUT_LOAD.contains(name) ? 0 : events)) {
            report = switch (name) {
                case "ceiling" -> compete(stage, IN_MEMORY, rounds, List.of());
                case "per-record" ->
                    compete(stage, IN_MEMORY, rounds, List.of(new PerRecord(1), new PerRecord(3), new PerRecord(6)));
                case "sink" ->
                    compete(stage, IN_MEMORY, rounds, List.of(Sink.idempotent(), Sink.inserting(), Sink.asItComes()));
                case "file-store" -> compete(stage, directory.toString(), rounds, List.of());
                case "commands" -> new Commands(stage).compete(rounds);
                case "batch" -> batch(stage, directory.toString(), events, rounds);
                case "scaling" -> new Scaling(stage, SERVICE).measure();
                case "footprint" -> new Footprint(stage).measure();
                case "growth" -> new Growth(stage, new Pipeline("analytics-service", SERVICE)).measure(events);
                case "rebuild" ->
                    new Rebuilding(stage, new Pipeline("analytics-service", SERVICE)).compete(IN_MEMORY, rounds);
                case "viewers" ->
                    new Watching(stage, events, rounds)
                            .compete(arguments.length > 4 ? service(Integer.parseInt(arguments[4])) : SERVICE);
                default -> throw new IllegalArgumentException("there is no benchmark " + name);
            };
        }
        System.out.printf("%n%s%n", report.table());
        report.write(target.resolve(name + ".json"), name);
    }

    private static Report compete(Stage stage, String place, int rounds, List<Contender> others) {
        CatchUp catchUp = new CatchUp(stage, place, stage.load().events());
        Pipeline pipeline = new Pipeline("analytics-service", SERVICE);
        Ceiling ceiling = catchUp.prepare(pipeline, Pipeline.DATABASE, "journal");
        List<Contender> contenders = new ArrayList<>(List.of(pipeline));
        contenders.addAll(others);
        return catchUp.compete(ceiling, contenders, rounds);
    }

    private static int usual(String name) {
        return switch (name) {
            case "batch" -> ROWS;
            case "per-record" -> ONE_BY_ONE;
            case "growth" -> ENTRIES;
            case "viewers" -> VIEWERS;
            default -> EVENTS;
        };
    }

    private static Report batch(Stage stage, String place, int rows, int rounds) {
        CatchUp catchUp = new CatchUp(stage, place, rows);
        try (TokenIssuer issuer = TokenIssuer.start(stage.programs())) {
            BatchIntake batch = new BatchIntake(issuer, rows);
            Ceiling ceiling = catchUp.prepare(batch, Reported.ASSISTS.database(), Reported.ASSISTS.collection());
            return catchUp.compete(ceiling, List.of(batch), rounds);
        }
    }

    private static List<String> service(int heapMiB) {
        return List.of("-Xmx" + heapMiB + "m", "-XX:+UseParallelGC");
    }

    private static void empty(Path directory) {
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> paths = Files.walk(directory)) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
