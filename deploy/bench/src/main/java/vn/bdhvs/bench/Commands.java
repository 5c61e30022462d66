package vn.bdhvs.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.bdhvs.bench.floor.BareInsert;

/**
 * How many reports a second are accepted over HTTP, each durable and its event pending when it is answered, against an endpoint that does
 * one bare insert. Both write to the same embedded store with its file, and take turns.
 */
final class Commands {

    private static final String FLOOR = "floor: one bare insert, nobody is asked who he is";
    private static final String SERVICE = "session-service";
    private static final int CONNECTIONS = 64;
    private static final int WARMING_SECONDS = 20;
    private static final int SETTLING_SECONDS = 3;
    private static final int SECONDS = 15;
    private static final int STORE_MIB = 2_048;
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(60);
    private static final Pattern SAID =
            Pattern.compile("accepted (\\d+), ([\\d.]+) a second, p50 ([\\d.]+) ms, p99 ([\\d.]+) ms");

    private final Stage stage;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();
    private int number;
    private long warmed;

    Commands(Stage stage) {
        this.stage = stage;
    }

    /**
     * What was seen in a run.
     *
     * @param own microseconds of processor time of the contender's process for a report, settling included
     * @param store the same of the document store's
     */
    private record Run(long accepted, double rate, double p50, double p99, double own, double store) {}

    /** Both in turns, the floor before and after. */
    Report compete(int rounds) {
        Path data = stage.programs().directory().resolve("store");
        int floorPort = Programs.freePort();
        try (Store store = Store.start(stage.programs(), "store", data.toString(), STORE_MIB);
                TokenIssuer issuer = TokenIssuer.start(stage.programs());
                CommandService service = CommandService.start(Reported.ASSISTS, stage, store, issuer);
                Program floor = floor(store, floorPort)) {
            String token = issuer.token("province-74");
            load(floorPort, token, 0, WARMING_SECONDS);
            warmed = accepted(load(service.port(), token, 0, WARMING_SECONDS));
            for (int round = 0; round < rounds; round++) {
                run(FLOOR, floor, floorPort, store, token);
                run(SERVICE, service.program(), service.port(), store, token);
                requireKept(store);
            }
            run(FLOOR, floor, floorPort, store, token);
        }
        return report();
    }

    private Program floor(Store store, int port) {
        return stage.programs()
                .ofClass(
                        "floor",
                        "bench",
                        CommandService.OPTIONS,
                        BareInsert.class.getName(),
                        "--server.port=" + port,
                        "--server.address=127.0.0.1",
                        "--spring.mongodb.uri=" + store.uri("floor"))
                .awaitAnswering(port);
    }

    private void run(String name, Program program, int port, Store store, String token) {
        Duration own = program.processorTime();
        Duration ofStore = store.program().processorTime();
        Matcher said = load(port, token, SETTLING_SECONDS, SECONDS);
        long accepted = accepted(said);
        Run run = new Run(
                accepted,
                Double.parseDouble(said.group(2)),
                Double.parseDouble(said.group(3)),
                Double.parseDouble(said.group(4)),
                micros(own, program.processorTime()) / accepted,
                micros(ofStore, store.program().processorTime()) / accepted);
        runs.computeIfAbsent(name, each -> new ArrayList<>()).add(run);
        System.out.printf("%,12.0f requests/s, p99 %.1f ms  %s%n", run.rate(), run.p99(), name);
    }

    private Matcher load(int port, String token, int settling, int seconds) {
        number++;
        try (Program load = stage.programs()
                .ofClass(
                        "requests-" + number,
                        "bench",
                        List.of("-Xmx128m", "-XX:+UseSerialGC"),
                        Requests.class.getName(),
                        "" + port,
                        token,
                        "" + CONNECTIONS,
                        "" + settling,
                        "" + seconds,
                        Reported.ASSISTS.name(),
                        "" + number * Requests.NUMBERS)) {
            String said = load.awaitEnd();
            Matcher matcher = SAID.matcher(said);
            if (!matcher.find()) {
                throw new IllegalStateException("the load said: " + said);
            }
            return matcher;
        }
    }

    private static long accepted(Matcher said) {
        return Long.parseLong(said.group(1));
    }

    private static double micros(Duration from, Duration to) {
        return to.minus(from).toNanos() / 1e3;
    }

    /** What was accepted is all there, once, and all of its events reach the topic. */
    private void requireKept(Store store) {
        long accepted = warmed
                + runs.getOrDefault(SERVICE, List.of()).stream()
                        .mapToLong(Run::accepted)
                        .sum();
        long there = store.client()
                .getDatabase(Reported.ASSISTS.database())
                .getCollection(Reported.ASSISTS.collection())
                .countDocuments();
        long end = System.nanoTime() + DRAINED_WITHIN.toNanos();
        long sent = stage.records("citizen-assisted");
        while (sent < accepted && System.nanoTime() < end) {
            Program.pause(Duration.ofMillis(100));
            sent = stage.records("citizen-assisted");
        }
        if (there != accepted || sent != accepted) {
            throw new WrongCount(
                    "%d reports were accepted, %d are there, and %d events were sent".formatted(accepted, there, sent));
        }
    }

    private Report report() {
        Report report = new Report(
                "contender",
                "requests/s",
                "× floor",
                "p50 ms",
                "p99 ms",
                "p99 × floor",
                "µs of its own",
                "of the store");
        List<Run> floors = runs.getOrDefault(FLOOR, List.of());
        Run least = median(floors);
        runs.forEach((name, each) -> {
            Run run = median(each);
            report.row(
                    name,
                    run.rate(),
                    run.rate() / least.rate(),
                    run.p50(),
                    run.p99(),
                    run.p99() / least.p99(),
                    run.own(),
                    run.store());
        });
        report.note("%d connections, %d s a run, after %d s in all for which each was warmed up, medians of %d; %s"
                .formatted(
                        CONNECTIONS,
                        SECONDS,
                        WARMING_SECONDS,
                        floors.size() - 1,
                        Report.apart(
                                "floor",
                                floors.get(0).rate(),
                                floors.get(floors.size() - 1).rate(),
                                "requests/s")));
        return report;
    }

    private static Run median(List<Run> runs) {
        return new Run(
                0,
                Report.median(runs.stream().mapToDouble(Run::rate)),
                Report.median(runs.stream().mapToDouble(Run::p50)),
                Report.median(runs.stream().mapToDouble(Run::p99)),
                Report.median(runs.stream().mapToDouble(Run::own)),
                Report.median(runs.stream().mapToDouble(Run::store)));
    }
}
