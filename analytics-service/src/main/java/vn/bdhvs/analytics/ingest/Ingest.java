package vn.bdhvs.analytics.ingest;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.fold.Contribution;
import vn.bdhvs.analytics.fold.FiguresContributions;
import vn.bdhvs.analytics.fold.Fold;
import vn.bdhvs.analytics.fold.FoldedBeforeJournalled;
import vn.bdhvs.analytics.fold.JournalFold;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.analytics.rejection.RejectedRecord;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.Retracted;

/**
 * Applies a poll in one pass: judge each record, journal the good ones, fold them into the figures, then raise
 * progress and say which figures moved. Any failure of the infrastructure surfaces as an exception, upon which the
 * whole poll is delivered again, and every step is harmless to repeat. A bad record never stops its neighbours.
 */
@Component
class Ingest {

    private final Patrol patrol;
    private final PollCheck check;
    private final Partitions partitions;
    private final Generations generations;
    private final Progress progress;
    private final RecordJudge judge;
    private final Rejections rejections;
    private final Journal journal;
    private final FiguresContributions contributions;
    private final Fold fold;
    private final JournalFold journalFold;
    private final SourceLedger ledger;
    private final Announcements announcements;
    private final MongoCollection<Document> figures;
    private final PollTraces traces;
    private final MeterRegistry meters;
    private final Timer foldTime;

    Ingest(
            Patrol patrol,
            PollCheck check,
            Partitions partitions,
            Generations generations,
            Progress progress,
            RecordJudge judge,
            Rejections rejections,
            Journal journal,
            FiguresContributions contributions,
            Fold fold,
            JournalFold journalFold,
            SourceLedger ledger,
            Announcements announcements,
            MongoTemplate mongo,
            PollTraces traces,
            MeterRegistry meters) {
        this.patrol = patrol;
        this.check = check;
        this.partitions = partitions;
        this.generations = generations;
        this.progress = progress;
        this.judge = judge;
        this.rejections = rejections;
        this.journal = journal;
        this.contributions = contributions;
        this.fold = fold;
        this.journalFold = journalFold;
        this.ledger = ledger;
        this.announcements = announcements;
        this.figures = FiguresDocument.collection(mongo).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.traces = traces;
        this.meters = meters;
        this.foldTime = Timer.builder("figures.fold")
                .description("Time in which the events of a poll were folded into the figures and progress was written")
                .register(meters);
    }

    /** Applies what one poll of one consumer brought. To be called on that consumer's thread. */
    void apply(PolledRecords polled) {
        patrol.lookIfDue(polled.consumer(), polled.partitions());
        Generations.Control control = generations.control();
        int generation = control.live();
        PollCheck.Due due = check.due(polled, generation);
        if (due.records().isEmpty()) {
            return;
        }
        PollTraces.Poll traced = traces.begin(due.records());
        Throwable failure = null;
        try {
            apply(polled, control, due, traced);
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            traced.end(failure);
        }
    }

    private void apply(PolledRecords polled, Generations.Control control, PollCheck.Due due, PollTraces.Poll traced) {
        int generation = control.live();
        List<Rejections.Rejection> rejected = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (PollCheck.Located located : due.records()) {
            judge.judge(located.origin(), located.polled(), rejected::add).ifPresent(entries::add);
        }
        Fold.Marks marks = Fold.readMarks(
                figures,
                contributions.documents(entries.stream().map(Entry::event).toList(), generation));
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
                    rejected.add(
                            judge.rejection(entry.origin(), entry.polled(), "identity-reused", reused(entry.event())));
                case UNSTORABLE ->
                    rejected.add(judge.rejection(
                            entry.origin(),
                            entry.polled(),
                            "unstorable",
                            "the store does not take it as it is; operators find why in the log"));
            }
        }
        journal.rememberCopies(copies);
        rejections.add(rejected);
        for (Rejections.Rejection rejection : rejected) {
            RejectedRecord kept = rejection.kept();
            lines.add(new SourceLedger.Line(kept.claims().source(), kept.origin(), SourceLedger.Kind.REJECTED));
        }
        foldTime.record(() -> foldAndAdvance(polled.consumer(), control, counted, marks, lines, due.steps(), traced));
        count(journalled, rejected);
    }

    private static String reused(ActivityEvent event) {
        Retracted retracted = event.retracted();
        return retracted == null
                ? "another event with other content was accepted under the id %s of %s"
                        .formatted(event.id(), event.source())
                : "the event %s of %s was taken back already, as another activity or at another time"
                        .formatted(retracted.id(), retracted.source());
    }

    private void foldAndAdvance(
            Consumer<?, ?> consumer,
            Generations.Control control,
            List<Journal.Journalled> counted,
            Fold.Marks marks,
            List<SourceLedger.Line> lines,
            Map<String, Progress.Step> steps,
            PollTraces.Poll traced) {
        int generation = control.live();
        Integer joining = control.joining();
        Runnable sameStore = () -> requireSameStore(control, counted, steps);
        try {
            if (joining != null) {
                // First, so that whoever reads it once it is live misses nothing that was there to be read before.
                requireSame(control);
                join(joining, control, steps);
                fold.apply(
                        figures,
                        additions(counted, joining, false),
                        Fold.readMarks(figures, contributions.documents(events(counted), joining)),
                        sameStore);
            }
            Set<String> changed = fold.apply(figures, additions(counted, generation, true), marks, sameStore);
            ledger.add(lines, sameStore);
            requireSame(control);
            if (joining != null) {
                progress.advance(joining, steps);
            }
            progress.advance(generation, steps);
            partitions.advance(steps);
            announcements.announce(
                    changed, counted.stream().map(Journal.Journalled::entry).toList(), traced.parents());
        } catch (FoldedBeforeJournalled e) {
            stop(e, generation, consumer);
            throw e;
        }
    }

    /**
     * Made while they are gone through: all those of a poll at once would take several times the memory of its records.
     *
     * @param marksReadBefore what lies at or below a mark though it is fresh is an alarm only where marks were read before it
     *     was journalled
     */
    private Iterable<Contribution> additions(
            List<Journal.Journalled> counted, int generation, boolean marksReadBefore) {
        return () -> counted.stream()
                .flatMap(each -> contributions
                        .of(
                                each.entry().event(),
                                each.entry().origin(),
                                marksReadBefore && each.outcome() == Journal.Outcome.FRESH,
                                generation)
                        .stream())
                .iterator();
    }

    private static List<ActivityEvent> events(List<Journal.Journalled> counted) {
        return counted.stream().map(each -> each.entry().event()).toList();
    }

    /** Brings a generation that is about to go live to where this poll begins. Its builder has left little to do. */
    private void join(int joining, Generations.Control control, Map<String, Progress.Step> steps) {
        Progress.Offsets stored = progress.read(control.live(), steps.keySet());
        journalFold.advance(joining, stored.byKey(), entries -> requireSame(control));
        progress.requireReached(joining, steps);
    }

    private void requireSame(Generations.Control control) {
        if (!control.asks(generations.control())) {
            throw new AnotherGeneration();
        }
    }

    /**
     * A store restored in the middle of a poll would take writes that build on what it no longer holds, and marks would
     * move past what it has to be told again.
     */
    private void requireSameStore(
            Generations.Control control, List<Journal.Journalled> counted, Map<String, Progress.Step> steps) {
        requireSame(control);
        progress.requireReached(control.live(), steps);
        counted.stream()
                .max(Comparator.comparing(each -> each.outcome() == Journal.Outcome.FRESH))
                .ifPresent(newest -> journal.requireHeld(newest.entry()));
    }

    private void stop(FoldedBeforeJournalled e, int generation, Consumer<?, ?> consumer) {
        String key = e.origin().partitionKey();
        String reason = String.valueOf(e.getMessage());
        progress.halt(generation, key, reason);
        partitions.withKey(key).ifPresent(partition -> partitions.halt(partition, consumer, reason));
    }

    private void count(List<Journal.Journalled> journalled, List<Rejections.Rejection> rejected) {
        Map<Journal.Outcome, Integer> outcomes = new EnumMap<>(Journal.Outcome.class);
        journalled.forEach(each -> outcomes.merge(each.outcome(), 1, Integer::sum));
        outcomes.forEach((outcome, times) -> meters.counter(
                        "ingest.records", "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .increment(times));
        rejected.forEach(rejection -> meters.counter(
                        "ingest.rejected", "reason", rejection.kept().reason())
                .increment());
    }
}
