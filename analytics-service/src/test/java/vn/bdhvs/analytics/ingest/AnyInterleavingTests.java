package vn.bdhvs.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.analytics.rebuild.RebuildingTurns;
import vn.bdhvs.local.TestPlatform;

/**
 * Whatever the log holds, however polls are cut, repeated and interleaved, wherever writers die and whoever believes that
 * a partition is theirs: in the end the figures are the plain sum over what was reported.
 *
 * <p>Both properties were seen to turn red with each of these: a fold that ignores the mark; a fold whose write does not
 * hold the marks to those that were read; copies counted; a redelivery from the stored origin taken for a copy. Progress
 * raised before the fold turned the schedules red, and not the races.
 */
class AnyInterleavingTests {

    private static final int WRITERS = 2;

    private static MongoClient client;
    private static Store scheduled;
    private static Store raced;
    private static final List<TakingTurns> turns = new ArrayList<>();
    private static final List<StagedWriter> writers = new ArrayList<>();

    /** A database for each property: the shrinking of one that failed may still run when the next one begins. */
    private record Store(MongoTemplate mongo, StagedWriter last, RebuildingTurns rebuilding) {

        static Store named(String database) {
            MongoTemplate mongo = new MongoTemplate(client, database);
            return new Store(mongo, new StagedWriter(mongo, () -> false), new RebuildingTurns(mongo));
        }
    }

    @BeforeContainer
    static void connect() {
        client = MongoClients.create(TestPlatform.mongoUri("interleavings"));
        scheduled = Store.named("interleavings");
        raced = Store.named("races");
        for (int i = 0; i < WRITERS; i++) {
            TakingTurns turn = new TakingTurns();
            turns.add(turn);
            writers.add(new StagedWriter(scheduled.mongo(), turn::gate));
        }
    }

    @AfterContainer
    static void disconnect() {
        client.close();
    }

    /**
     * One turn of a writer. One that has nothing to do polls; one that is in the middle of a poll goes on to its next step
     * or dies.
     *
     * @param partitions bits of those that it polls, which it believes to be its own
     * @param back how far before the record after progress its poll begins
     * @param size how many records of each partition
     * @param rebuilding what becomes of a rebuild before that
     */
    record Turn(int writer, boolean dies, int partitions, int back, int size, Rebuilding rebuilding) {}

    /** A turn of who rebuilds the figures. */
    enum Rebuilding {
        NOTHING,
        BEGIN,
        NEXT,
        GIVE_UP;

        void of(RebuildingTurns turns) {
            switch (this) {
                case NOTHING -> {}
                case BEGIN -> turns.begin();
                case NEXT -> turns.next();
                case GIVE_UP -> turns.giveUp();
            }
        }
    }

    @Provide
    Arbitrary<GeneratedLog> logs() {
        Arbitrary<GeneratedLog.Report> report = Combinators.combine(
                        Arbitraries.of(GeneratedLog.Kind.class),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 20),
                                Arbitraries.integers().between(21, 110)),
                        Arbitraries.integers().between(1, 9))
                .as(GeneratedLog.Report::new);
        int reports = 6;
        Arbitrary<GeneratedLog.Line> line = Combinators.combine(
                        Arbitraries.integers().between(0, GeneratedLog.PARTITIONS - 1),
                        Arbitraries.frequency(
                                Tuple.of(6, GeneratedLog.Form.REPORT),
                                Tuple.of(3, GeneratedLog.Form.RETRACTION),
                                Tuple.of(1, GeneratedLog.Form.NO_EVENT)),
                        Arbitraries.integers().between(0, reports - 1))
                .as(GeneratedLog.Line::new);
        return Combinators.combine(
                        report.list().ofSize(reports), line.list().ofMinSize(1).ofMaxSize(30))
                .as(GeneratedLog::new);
    }

    @Provide
    Arbitrary<List<Turn>> schedules() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, WRITERS - 1),
                        Arbitraries.integers().between(0, 9).map(die -> die == 9),
                        Arbitraries.integers().between(1, (1 << GeneratedLog.PARTITIONS) - 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.frequency(
                                Tuple.of(10, Rebuilding.NOTHING),
                                Tuple.of(2, Rebuilding.BEGIN),
                                Tuple.of(5, Rebuilding.NEXT),
                                Tuple.of(1, Rebuilding.GIVE_UP)))
                .as(Turn::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void givesThePlainSumUnderAnySchedule(@ForAll("logs") GeneratedLog log, @ForAll("schedules") List<Turn> schedule) {
        turns.forEach(TakingTurns::end);
        forgetEverything(scheduled);
        for (Turn turn : schedule) {
            turn.rebuilding().of(scheduled.rebuilding());
            TakingTurns its = turns.get(turn.writer());
            if (its.isWorking()) {
                its.goOn(turn.dies());
            } else {
                StagedWriter writer = writers.get(turn.writer());
                PollCheck.Due polled = poll(scheduled, log, turn.partitions(), turn.back(), turn.size());
                its.begin(() -> writer.apply(polled));
            }
        }
        applyToTheEnd(scheduled, log);
        // Those that slept meanwhile do the rest of what they believe is theirs to do.
        for (TakingTurns sleeper : turns) {
            while (sleeper.isWorking()) {
                sleeper.goOn(false);
            }
        }
        requireThePlainSum(scheduled, log);
        requireTheSameOfARebuild(scheduled, log);
    }

    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void givesThePlainSumWhenThreadsRace(@ForAll("logs") GeneratedLog log, @ForAll long seed) {
        forgetEverything(raced);
        List<CompletableFuture<Void>> racing = IntStream.range(0, 3)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> race(log, new Random(seed + writer))))
                .toList();
        // All of them, also when one fails: none may go on into the next try.
        CompletableFuture.allOf(racing.toArray(CompletableFuture[]::new)).join();
        applyToTheEnd(raced, log);
        requireThePlainSum(raced, log);
    }

    private static void race(GeneratedLog log, Random random) {
        StagedWriter racing = new StagedWriter(raced.mongo(), () -> random.nextInt(30) == 0);
        for (int poll = 0; poll < 12; poll++) {
            racing.apply(poll(
                    raced,
                    log,
                    1 + random.nextInt((1 << GeneratedLog.PARTITIONS) - 1),
                    random.nextInt(3),
                    1 + random.nextInt(6)));
        }
    }

    private static void forgetEverything(Store store) {
        for (String collection : List.of("journal", "figures", "sources", "progress", "control")) {
            store.mongo().getCollection(collection).deleteMany(new Document());
        }
    }

    private static PollCheck.Due poll(Store store, GeneratedLog log, int partitions, int back, int size) {
        List<PollCheck.Located> records = new ArrayList<>();
        Map<String, Progress.Step> steps = new HashMap<>();
        for (int partition = 0; partition < GeneratedLog.PARTITIONS; partition++) {
            if ((partitions & 1 << partition) == 0) {
                continue;
            }
            long applied = store.last().applied(partition);
            long from = Math.max(0, applied + 1 - back);
            List<PollCheck.Located> polled = log.records(partition).stream()
                    .filter(each ->
                            each.origin().offset() >= from && each.origin().offset() < from + size)
                    .toList();
            records.addAll(polled);
            if (!polled.isEmpty()) {
                PollCheck.Located end = polled.get(polled.size() - 1);
                if (end.origin().offset() > applied) {
                    steps.put(
                            GeneratedLog.key(partition),
                            new Progress.Step(applied, end.origin().offset(), Stamps.of(end.polled())));
                }
            }
        }
        return new PollCheck.Due(records, steps);
    }

    private static void applyToTheEnd(Store store, GeneratedLog log) {
        for (int poll = 0; poll < 200 && !isAtItsEnd(store, log); poll++) {
            store.last().apply(poll(store, log, (1 << GeneratedLog.PARTITIONS) - 1, 0, 10));
        }
        assertThat(isAtItsEnd(store, log)).as("progress reaches the end").isTrue();
    }

    private static boolean isAtItsEnd(Store store, GeneratedLog log) {
        return IntStream.range(0, GeneratedLog.PARTITIONS)
                .allMatch(partition -> store.last().applied(partition) == log.last(partition));
    }

    private static void requireThePlainSum(Store store, GeneratedLog log) {
        Document live = new Document("generation", store.rebuilding().live());
        assertThat(PlainSum.of(store.mongo().getCollection("figures").find(live)))
                .isEqualTo(PlainSum.figures(log));
        assertThat(PlainSum.ofLedger(store.mongo().getCollection("sources").find()))
                .isEqualTo(PlainSum.notCounted(log));
    }

    /** At rest, so that a switch takes but a few turns. */
    private static void requireTheSameOfARebuild(Store store, GeneratedLog log) {
        int before = store.rebuilding().live();
        store.rebuilding().begin();
        for (int turn = 0; turn < 5 && store.rebuilding().isUnderWay(); turn++) {
            store.rebuilding().next();
        }
        assertThat(store.rebuilding().live()).isGreaterThan(before);
        requireThePlainSum(store, log);
    }
}
