package vn.bdhvs.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many events a second contenders bring into the document store when all of them lie on the topics already. They take turns, each with
 * a new store; the ceiling runs first and last too. Of each run the first fifth does not count.
 */
final class CatchUp {

    private static final int STORE_MIB = 5_120;
    static final double NOT_COUNTED = 0.2;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(240);

    private final Stage stage;
    private final String place;
    private final int all;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();
    private int number;

    /**
     * A competition.
     *
     * @param place where stores keep their data: {@code --in-memory}, or a directory
     * @param all how many events there are
     */
    CatchUp(Stage stage, String place, int all) {
        this.stage = stage;
        this.place = place;
        this.all = all;
    }

    /**
     * What was seen in a run after its first fifth.
     *
     * @param rate events a second
     * @param own microseconds of processor time of the contender's process for an event
     * @param store the same of the document store's
     * @param broker the same of the broker's
     */
    record Run(double rate, double own, double store, double broker) {}

    private record Seen(long nanos, long done, Duration own, Duration store, Duration broker) {}

    /** All of them in turns, the ceiling before and after. */
    Report compete(Ceiling ceiling, List<Contender> contenders, int rounds) {
        for (int round = 0; round < rounds; round++) {
            run(ceiling);
            contenders.forEach(this::run);
        }
        run(ceiling);
        return report(ceiling, contenders);
    }

    /** Runs it once, and checks what it has counted. */
    void run(Contender contender) {
        Run run = once(contender, null);
        runs.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(run);
        System.out.printf("%,12.0f events/s  %s%n", run.rate(), contender.name());
    }

    /** Runs it without counting, and takes what it leaves in a collection for the ceiling. */
    Ceiling prepare(Contender contender, String database, String collection) {
        Ceiling[] ceiling = new Ceiling[1];
        once(
                contender,
                store -> ceiling[0] = Ceiling.of(
                        store.client().getDatabase(database).getCollection(collection),
                        stage.programs().directory()));
        return ceiling[0];
    }

    private interface Afterwards {
        void look(Store store);
    }

    private Run once(Contender contender, @Nullable Afterwards afterwards) {
        number++;
        String where = place.startsWith("--")
                ? place
                : Path.of(place, "store-" + number).toString();
        try (Store store = Store.start(stage.programs(), "store", where, STORE_MIB);
                Program program = contender.start(stage, store)) {
            long end = System.nanoTime() + LONGEST.toNanos();
            Seen begun = null;
            Seen seen = look(contender, store, program);
            while (seen.done() < all) {
                program.requireAlive();
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "%s had done %d of %d after %s".formatted(contender.name(), seen.done(), all, LONGEST));
                }
                Program.pause(POLL);
                seen = look(contender, store, program);
                if (begun == null && seen.done() >= NOT_COUNTED * all) {
                    begun = seen;
                }
            }
            contender.check(store.client(), stage.load());
            if (afterwards != null) {
                afterwards.look(store);
            }
            return between(begun == null ? seen : begun, seen);
        }
    }

    private Seen look(Contender contender, Store store, Program program) {
        return new Seen(
                System.nanoTime(),
                contender.done(store.client()),
                program.processorTime(),
                store.program().processorTime(),
                stage.broker().processorTime());
    }

    private static Run between(Seen begun, Seen ended) {
        double events = ended.done() - begun.done();
        return new Run(
                events / ((ended.nanos() - begun.nanos()) / 1e9),
                micros(begun.own(), ended.own()) / events,
                micros(begun.store(), ended.store()) / events,
                micros(begun.broker(), ended.broker()) / events);
    }

    private static double micros(Duration from, Duration to) {
        return to.minus(from).toNanos() / 1e3;
    }

    private Report report(Ceiling ceiling, List<Contender> contenders) {
        List<Run> ceilings = runs.getOrDefault(ceiling.name(), List.of());
        double first = ceilings.get(0).rate();
        double last = ceilings.get(ceilings.size() - 1).rate();
        double most = median(ceilings).rate();
        Report report =
                new Report("contender", "events/s", "× ceiling", "µs of its own", "of the store", "of the broker");
        add(report, ceiling, most);
        contenders.forEach(contender -> add(report, contender, most));
        report.note("%,d events a run, medians of %d; %s"
                .formatted(all, ceilings.size() - 1, Report.apart("ceiling", first, last, "events/s")));
        return report;
    }

    private void add(Report report, Contender contender, double ceiling) {
        Run run = median(runs.getOrDefault(contender.name(), List.of()));
        report.row(contender.name(), run.rate(), run.rate() / ceiling, run.own(), run.store(), run.broker());
    }

    private static Run median(List<Run> runs) {
        return new Run(
                Report.median(runs.stream().mapToDouble(Run::rate)),
                Report.median(runs.stream().mapToDouble(Run::own)),
                Report.median(runs.stream().mapToDouble(Run::store)),
                Report.median(runs.stream().mapToDouble(Run::broker)));
    }
}
