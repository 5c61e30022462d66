package vn.bdhvs.analytics.ingest;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.rejection.RejectedRecord;

/**
 * Applies a poll in one pass: judge each record, journal the good ones, fold them into the figures, then raise
 * progress and say which figures moved. Any failure of the infrastructure surfaces as an exception, upon which the
 * whole poll is delivered again, and every step is harmless to repeat. A bad record never stops its neighbours.
 */
@Component
class Ingest {

    private static final Logger log = LoggerFactory.getLogger(Ingest.class);

    private final Partitions partitions;
    private final Generations generations;
    private final Progress progress;
    private final RecordJudge judge;
    private final Rejections rejections;
    private final Journal journal;
    private final FiguresContributions contributions;
    private final Fold fold;
    private final SourceLedger ledger;
    private final Announcements announcements;
    private final MongoCollection<Document> figures;
    private final MeterRegistry meters;

    Ingest(
            Partitions partitions,
            Generations generations,
            Progress progress,
            RecordJudge judge,
            Rejections rejections,
            Journal journal,
            FiguresContributions contributions,
            Fold fold,
            SourceLedger ledger,
            Announcements announcements,
            MongoTemplate mongo,
            MeterRegistry meters) {
        this.partitions = partitions;
        this.generations = generations;
        this.progress = progress;
        this.judge = judge;
        this.rejections = rejections;
        this.journal = journal;
        this.contributions = contributions;
        this.fold = fold;
        this.ledger = ledger;
        this.announcements = announcements;
        this.figures = FiguresDocument.collection(mongo).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.meters = meters;
    }

    /** Applies what one poll of one consumer brought. To be called on that consumer's thread. */
    void apply(PolledRecords polled) {
        int generation = generations.live();
        List<Located> records = dueRecords(polled, generation);
        if (records.isEmpty()) {
            return;
        }
        Map<String, Long> reached = new HashMap<>();
        records.forEach(located ->
                reached.merge(located.origin().partitionKey(), located.origin().offset(), Math::max));

        List<Rejections.Rejection> rejected = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (Located located : records) {
            judge.judge(located.origin(), located.polled(), rejected::add).ifPresent(entries::add);
        }
        List<Journal.Journalled> journalled = journal.add(entries);
        List<SourceLedger.Line> lines = new ArrayList<>();
        List<Journal.Journalled> counted = new ArrayList<>();
        List<Entry> copies = new ArrayList<>();
        for (Journal.Journalled each : journalled) {
            Entry entry = each.entry();
            switch (each.outcome()) {
                case FRESH, REDELIVERED -> counted.add(each);
                case COPY -> {
                    copies.add(entry);
                    lines.add(new SourceLedger.Line(
                            entry.event().source().toString(), entry.origin(), SourceLedger.Kind.COPY));
                }
                case IDENTITY_REUSED ->
                    rejected.add(judge.rejection(
                            entry.origin(),
                            entry.polled(),
                            "identity-reused",
                            "another event with other content was accepted under the id %s of %s"
                                    .formatted(entry.event().id(), entry.event().source())));
            }
        }
        journal.rememberCopies(copies);
        rejections.add(rejected);
        for (Rejections.Rejection rejection : rejected) {
            RejectedRecord kept = rejection.kept();
            lines.add(new SourceLedger.Line(kept.claims().source(), kept.origin(), SourceLedger.Kind.REJECTED));
        }
        foldAndAdvance(polled.consumer(), generation, counted, lines, reached);
        count(journalled, rejected);
    }

    /** Records that lie beyond progress, in partitions that are open and in order; the others are left for later. */
    private List<Located> dueRecords(PolledRecords polled, int generation) {
        Map<TopicPartition, List<ConsumerRecord<?, byte[]>>> byPartition = new LinkedHashMap<>();
        polled.records().forEach(record -> byPartition
                .computeIfAbsent(new TopicPartition(record.topic(), record.partition()), p -> new ArrayList<>())
                .add(record));
        // While a failed poll is tried again partitions may move to another consumer, which reads them from progress.
        byPartition.keySet().retainAll(polled.consumer().assignment());
        openWhatIsNot(byPartition, polled.consumer());
        Progress.Offsets applied = progress.read(
                generation, byPartition.keySet().stream().map(partitions::key).toList());

        List<Located> due = new ArrayList<>(polled.records().size());
        byPartition.forEach((partition, records) -> {
            long progressed = applied.of(partitions.key(partition));
            if (partitions.steppedBack(partition, progressed, polled.consumer())
                    || partitions.jumpedAhead(
                            partition, progressed, records.get(0).offset(), polled.consumer())) {
                return;
            }
            for (ConsumerRecord<?, byte[]> record : records) {
                if (record.offset() > progressed) {
                    due.add(new Located(
                            new Origin(partitions.topicId(partition), partition.partition(), record.offset()), record));
                }
            }
        });
        return due;
    }

    private void openWhatIsNot(
            Map<TopicPartition, List<ConsumerRecord<?, byte[]>>> byPartition, Consumer<?, ?> consumer) {
        Set<TopicPartition> closed = new HashSet<>(byPartition.keySet());
        closed.removeIf(partitions::isOpen);
        partitions.open(closed, consumer);
        byPartition.keySet().removeAll(closed);
        byPartition.keySet().removeIf(partition -> {
            if (partitions.isHalted(partition)) {
                consumer.pause(Set.of(partition));
                return true;
            }
            return false;
        });
    }

    private void foldAndAdvance(
            Consumer<?, ?> consumer,
            int generation,
            List<Journal.Journalled> counted,
            List<SourceLedger.Line> lines,
            Map<String, Long> reached) {
        List<Contribution> additions = new ArrayList<>(2 * counted.size());
        for (Journal.Journalled each : counted) {
            additions.addAll(contributions.of(each.entry(), each.outcome() == Journal.Outcome.FRESH, generation));
        }
        try {
            Set<String> changed = fold.apply(figures, additions);
            ledger.add(generation, lines);
            if (generations.live() != generation) {
                throw new IllegalStateException("another generation of figures went live; the poll is folded into it");
            }
            progress.advance(generation, reached);
            partitions.advance(reached);
            announcements.announce(
                    changed, counted.stream().map(Journal.Journalled::entry).toList());
        } catch (FoldedBeforeJournalled e) {
            stopUnlessAppliedByAnother(e, generation, consumer);
        }
    }

    private void stopUnlessAppliedByAnother(FoldedBeforeJournalled e, int generation, Consumer<?, ?> consumer) {
        String key = e.origin().partitionKey();
        if (progress.read(generation, Set.of(key)).of(key) >= e.origin().offset()) {
            log.info("{}: another consumer of the partition has applied it; this poll is judged again", e.getMessage());
            throw e;
        }
        partitions.halt(e.origin(), consumer, String.valueOf(e.getMessage()));
        throw e;
    }

    private void count(List<Journal.Journalled> journalled, List<Rejections.Rejection> rejected) {
        journalled.forEach(each -> meters.counter(
                        "ingest.records", "outcome", each.outcome().name().toLowerCase(Locale.ROOT))
                .increment());
        rejected.forEach(rejection -> meters.counter(
                        "ingest.rejected", "reason", rejection.kept().reason())
                .increment());
    }

    /** A record and where it lies. */
    private record Located(Origin origin, ConsumerRecord<?, byte[]> polled) {}
}
