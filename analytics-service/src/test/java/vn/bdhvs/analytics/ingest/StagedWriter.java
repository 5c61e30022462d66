package vn.bdhvs.analytics.ingest;

import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.analytics.figures.FiguresKeys;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.fold.Contribution;
import vn.bdhvs.analytics.fold.FiguresContributions;
import vn.bdhvs.analytics.fold.Fold;
import vn.bdhvs.analytics.fold.JournalFold;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.campaign.ActivityCheck;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.trace.EventTraces;
import vn.bdhvs.unit.UnitRegister;

/**
 * An instance's ingest, real from the judging of a record to progress, with a gate before each of its steps on the store:
 * there it may be made to wait, or die. One that dies at a bulk write has made half of it, as an unordered one may be left.
 * What lies around it is left out: Kafka, whose polls the test cuts, and the announcements.
 */
final class StagedWriter {

    private static final Catalogue CATALOGUE =
            Catalogue.read(List.of(new ClassPathResource("vn/bdhvs/campaign/binh-dan-hoc-vu-so-2025.yaml")));
    private static final UnitRegister UNITS = UnitRegister.read(
            new ClassPathResource("vn/bdhvs/unit/binh-duong-units.csv"),
            new ClassPathResource("vn/bdhvs/unit/binh-duong-successions.csv"));

    private final Generations generations;
    private final Progress progress;
    private final Ingest ingest;
    private PollCheck.Due due = new PollCheck.Due(List.of(), Map.of());

    /** The process is gone. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * An instance.
     *
     * @param dies asked at each gate, where it may block
     */
    StagedWriter(MongoTemplate mongo, BooleanSupplier dies) {
        MeterRegistry meters = new SimpleMeterRegistry();
        BusinessClock clock = BusinessClock.real(ZoneId.of("Asia/Ho_Chi_Minh"));
        generations = new Generations(mongo);
        GatedFold fold = new GatedFold(meters, dies);
        progress = new GatedProgress(mongo, dies);
        Partitions partitions = new Partitions(null, null, progress, generations, meters);
        PollCheck check = new PollCheck(partitions, progress) {
            @Override
            Due due(PolledRecords polled, int generation) {
                return due;
            }
        };
        Patrol patrol = new Patrol(partitions, check, progress, generations) {
            @Override
            void lookIfDue(Consumer<?, ?> consumer, Set<TopicPartition> polled) {
                // There is no Kafka to look at.
            }
        };
        Rejections rejections = new Rejections(null, null) {
            @Override
            void add(List<Rejection> rejected) {
                // There is no topic to send to.
            }
        };
        Announcements announcements = new Announcements(null, null) {
            @Override
            void announce(Set<String> documents, List<Entry> counted, List<String> traceParents) {
                // Nobody listens.
            }
        };
        ingest = new Ingest(
                patrol,
                check,
                partitions,
                generations,
                progress,
                new RecordJudge(new ActivityCheck(CATALOGUE, UNITS), clock),
                rejections,
                new GatedJournal(mongo, clock, dies),
                new FiguresContributions(new FiguresKeys(CATALOGUE, UNITS)),
                fold,
                new JournalFold(
                        mongo, new FiguresContributions(new FiguresKeys(CATALOGUE, UNITS)), fold, progress, 6, 2),
                new SourceLedger(mongo, fold),
                announcements,
                mongo,
                new PollTraces(new EventTraces(OpenTelemetry.noop())),
                meters);
    }

    /** How far a partition has been applied. */
    long applied(int partition) {
        String key = GeneratedLog.key(partition);
        return progress.read(generations.live(), Set.of(key)).of(key).offset();
    }

    /** Applies a poll; what it was dies with it, or is judged again when another one has done it. */
    void apply(PollCheck.Due polled) {
        due = polled;
        try {
            ingest.apply(new PolledRecords(List.of(), null));
        } catch (Died | AnotherGeneration e) {
            // What it did stays, and what it did not is for whoever comes next.
        }
    }

    private static void passOrDie(BooleanSupplier dies) {
        if (dies.getAsBoolean()) {
            throw new Died();
        }
    }

    private static <T> List<T> everyOther(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == 1)
                .mapToObj(all::get)
                .toList();
    }

    private static final class GatedJournal extends Journal {

        private final BooleanSupplier dies;

        GatedJournal(MongoTemplate mongo, BusinessClock clock, BooleanSupplier dies) {
            super(mongo, clock);
            this.dies = dies;
        }

        @Override
        List<Journalled> add(List<Entry> entries) {
            if (dies.getAsBoolean()) {
                super.add(everyOther(entries));
                throw new Died();
            }
            return super.add(entries);
        }

        @Override
        void rememberCopies(List<Entry> copies) {
            passOrDie(dies);
            super.rememberCopies(copies);
        }
    }

    private static final class GatedFold extends Fold {

        private final BooleanSupplier dies;

        GatedFold(MeterRegistry meters, BooleanSupplier dies) {
            super(meters);
            this.dies = dies;
        }

        @Override
        public Set<String> apply(
                MongoCollection<Document> collection,
                Iterable<Contribution> contributions,
                Marks read,
                Runnable beforeWrite) {
            if (dies.getAsBoolean()) {
                List<Contribution> all =
                        StreamSupport.stream(contributions.spliterator(), false).toList();
                Collection<String> half = everyOther(all.stream()
                        .map(Contribution::documentId)
                        .distinct()
                        .sorted()
                        .toList());
                super.apply(
                        collection,
                        all.stream()
                                .filter(each -> half.contains(each.documentId()))
                                .toList(),
                        read,
                        beforeWrite);
                throw new Died();
            }
            return super.apply(collection, contributions, read, beforeWrite);
        }
    }

    private static final class GatedProgress extends Progress {

        private final BooleanSupplier dies;

        GatedProgress(MongoTemplate mongo, BooleanSupplier dies) {
            super(mongo);
            this.dies = dies;
        }

        /** Between the reading of marks and the write that builds on them. */
        @Override
        public void requireReached(int generation, Map<String, Step> steps) {
            super.requireReached(generation, steps);
            passOrDie(dies);
        }

        @Override
        public void advance(int generation, Map<String, Step> steps) {
            passOrDie(dies);
            super.advance(generation, steps);
        }
    }
}
