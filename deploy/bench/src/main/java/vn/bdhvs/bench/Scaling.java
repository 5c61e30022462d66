package vn.bdhvs.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What more instances of a service bring, on one machine: analytics-service catches up with what lies on the topics, the command
 * services take reports over HTTP. All else, and the load, is on the same processors, so the table says also how busy these were.
 */
final class Scaling {

    private static final int[] READERS = {1, 2, 3};
    private static final int[] TAKERS = {1, 2};
    private static final int CONNECTIONS = 64;
    private static final int SETTLING_SECONDS = 5;
    private static final int SECONDS = 15;
    private static final int STORE_MIB = 4_096;
    private static final Duration LONGEST = Duration.ofSeconds(240);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Pattern SAID = Pattern.compile("accepted (\\d+), ([\\d.]+) a second");

    private final Stage stage;
    private final List<String> options;
    private final Report report = new Report("instances", "a second", "× one", "processors busy");
    private int number;

    /**
     * A measurement.
     *
     * @param options of the JVM of each analytics instance
     */
    Scaling(Stage stage, List<String> options) {
        this.stage = stage;
        this.options = options;
    }

    Report measure() {
        double one = 0;
        for (int instances : READERS) {
            one = add("analytics-service × " + instances + ": events", catchUp(instances), one);
        }
        for (Reported what : Reported.values()) {
            one = 0;
            for (int instances : TAKERS) {
                one = add(what.module() + " × " + instances + ": reports", take(what, instances), one);
            }
        }
        report.note("%,d events, %d connections; of a catch-up the first fifth does not count"
                .formatted(stage.load().events(), CONNECTIONS));
        return report;
    }

    /**
     * What was seen.
     *
     * @param busy how many processors worked, all processes of the run together
     */
    private record Seen(double rate, double busy) {}

    /** What a load says of itself: all that was accepted, and how much a second once it had settled. */
    private record Taken(long accepted, double rate) {}

    private double add(String name, Seen seen, double one) {
        double first = one == 0 ? seen.rate() : one;
        report.row(name, seen.rate(), seen.rate() / first, seen.busy());
        System.out.printf("%,12.0f a second  %s%n", seen.rate(), name);
        return first;
    }

    private Seen catchUp(int instances) {
        List<Program> programs = new ArrayList<>();
        Pipeline pipeline = new Pipeline("analytics-service", options);
        int all = stage.load().events();
        number++;
        try (Store store = Store.start(stage.programs(), "store-" + number, "--in-memory", STORE_MIB)) {
            for (int i = 0; i < instances; i++) {
                programs.add(pipeline.start(stage, store));
            }
            long end = System.nanoTime() + LONGEST.toNanos();
            long begunDone = 0;
            long begun = 0;
            Duration worked = Duration.ZERO;
            long done = 0;
            while (done < all) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("%d of %d after %s".formatted(done, all, LONGEST));
                }
                Program.pause(POLL);
                done = pipeline.done(store.client());
                if (begun == 0 && done >= CatchUp.NOT_COUNTED * all) {
                    begun = System.nanoTime();
                    begunDone = done;
                    worked = worked(programs, store);
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Duration ended = worked(programs, store);
            pipeline.check(store.client(), stage.load());
            return new Seen((done - begunDone) / seconds, ended.minus(worked).toNanos() / 1e9 / seconds);
        } finally {
            programs.forEach(Program::close);
        }
    }

    private Duration worked(List<Program> programs, Store store) {
        Duration worked = store.program().processorTime().plus(stage.broker().processorTime());
        for (Program program : programs) {
            worked = worked.plus(program.processorTime());
        }
        return worked;
    }

    /** Each instance has its share of the connections. */
    private Seen take(Reported what, int instances) {
        List<CommandService> services = new ArrayList<>();
        number++;
        String data = stage.programs().directory().resolve("store-" + number).toString();
        try (Store store = Store.start(stage.programs(), "store-" + number, data, STORE_MIB);
                TokenIssuer issuer = TokenIssuer.start(stage.programs())) {
            for (int i = 0; i < instances; i++) {
                services.add(CommandService.start(what, stage, store, issuer));
            }
            String token = issuer.token("province-74");
            long accepted = load(what, services, token).accepted();
            List<Program> programs =
                    services.stream().map(CommandService::program).toList();
            Duration before = worked(programs, store);
            long begun = System.nanoTime();
            Taken taken = load(what, services, token);
            double seconds = (System.nanoTime() - begun) / 1e9;
            Duration worked = worked(programs, store).minus(before);
            requireKept(what, store, accepted + taken.accepted());
            return new Seen(taken.rate(), worked.toNanos() / 1e9 / seconds);
        } finally {
            services.forEach(CommandService::close);
        }
    }

    private static void requireKept(Reported what, Store store, long accepted) {
        long kept = store.client()
                .getDatabase(what.database())
                .getCollection(what.collection())
                .countDocuments();
        if (kept != accepted) {
            throw new WrongCount("%d were accepted, and %d are there".formatted(accepted, kept));
        }
    }

    private Taken load(Reported what, List<CommandService> services, String token) {
        List<Program> loads = new ArrayList<>();
        for (CommandService service : services) {
            number++;
            loads.add(stage.programs()
                    .ofClass(
                            "requests-" + number,
                            "bench",
                            List.of("-Xmx128m", "-XX:+UseSerialGC"),
                            Requests.class.getName(),
                            "" + service.port(),
                            token,
                            "" + CONNECTIONS / services.size(),
                            "" + SETTLING_SECONDS,
                            "" + SECONDS,
                            what.name(),
                            "" + number * Requests.NUMBERS));
        }
        long accepted = 0;
        double rate = 0;
        for (Program load : loads) {
            try (load) {
                Matcher said = SAID.matcher(load.awaitEnd());
                if (!said.find()) {
                    throw new IllegalStateException("a load has not said how much was accepted");
                }
                accepted += Long.parseLong(said.group(1));
                rate += Double.parseDouble(said.group(2));
            }
        }
        return new Taken(accepted, rate);
    }
}
