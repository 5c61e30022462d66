package vn.bdhvs.analytics.fold;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.journal.Origin;

/**
 * Folds the journal into a generation of figures, each partition in the order of its offsets, under the same marks and
 * progress as events from Kafka. Whoever else does so at the same time does no harm, and whoever goes on later goes on
 * where this one stood.
 */
@Component
public class JournalFold {

    /** Offsets read at a time, over all partitions. */
    private static final int READ = 60_000;

    /** Entries folded at a time, over all partitions: each figures document is written once for all that fall on it. */
    private static final int FOLDED = 60_000;

    private final MongoCollection<Document> journal;
    private final MongoCollection<Document> figures;
    private final FiguresContributions contributions;
    private final Fold fold;
    private final Progress progress;
    private final int mostRead;
    private final int mostFolded;

    @Autowired
    JournalFold(MongoTemplate mongo, FiguresContributions contributions, Fold fold, Progress progress) {
        this(mongo, contributions, fold, progress, READ, FOLDED);
    }

    /** With other numbers of offsets read and of entries folded at a time. */
    public JournalFold(
            MongoTemplate mongo,
            FiguresContributions contributions,
            Fold fold,
            Progress progress,
            int mostRead,
            int mostFolded) {
        this.mostRead = mostRead;
        this.mostFolded = mostFolded;
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
        this.figures = FiguresDocument.collection(mongo).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.contributions = contributions;
        this.fold = fold;
        this.progress = progress;
    }

    /** Told after each fold how many entries it held; what it throws ends the work. */
    public interface Watcher {
        void folded(int entries);
    }

    /** Offsets of a partition beyond one and up to another. */
    private record Range(String key, long beyond, long upTo) {

        private Bson condition() {
            return and(
                    eq(JournalledEvent.TOPIC_ID, Origin.topicIdOf(key)),
                    eq(JournalledEvent.PARTITION, Origin.partitionOf(key)),
                    gt(JournalledEvent.OFFSET, beyond),
                    lte(JournalledEvent.OFFSET, upTo));
        }

        /** One of so many equal parts, counted from 0. */
        private Range part(int number, int parts) {
            long length = upTo - beyond;
            return new Range(key, beyond + length * number / parts, beyond + length * (number + 1) / parts);
        }

        private boolean holds(JournalledEvent entry) {
            long offset = entry.origin().offset();
            return offset > beyond && offset <= upTo;
        }
    }

    /**
     * Brings partitions of a generation up to their offsets, where they lie behind. Everything up to these offsets must
     * have been journalled, so they may lie no further than the progress of a generation that is filled from Kafka.
     *
     * @param upTo that progress by the partition's key: its offset, and the stamp of the record there
     */
    public void advance(int generation, Map<String, Progress.Applied> upTo, Watcher watcher) {
        Map<String, Long> done = new HashMap<>();
        Progress.Offsets stored = progress.read(generation, upTo.keySet());
        upTo.keySet().forEach(key -> done.put(key, stored.of(key).offset()));
        List<Range> next = next(done, upTo);
        while (!next.isEmpty()) {
            Map<String, List<JournalledEvent>> read = read(next);
            next = next.stream()
                    .map(range -> read.containsKey(range.key()) ? range : beyondGap(range, end(range.key(), upTo)))
                    .toList();
            int entries = read.values().stream().mapToInt(List::size).sum();
            int parts = 1 + entries / mostFolded;
            for (int i = 0; i < parts; i++) {
                int number = i;
                List<Range> part =
                        next.stream().map(range -> range.part(number, parts)).toList();
                fold(generation, part, read, upTo, watcher);
            }
            next.forEach(range -> done.put(range.key(), range.upTo()));
            next = next(done, upTo);
        }
    }

    /** What is to be read next of each partition that lies behind. */
    private List<Range> next(Map<String, Long> done, Map<String, Progress.Applied> upTo) {
        List<String> behind = upTo.keySet().stream()
                .filter(key -> done.getOrDefault(key, Progress.NONE) < end(key, upTo))
                .sorted()
                .toList();
        long each = behind.isEmpty() ? 0 : Math.max(1, mostRead / behind.size());
        return behind.stream()
                .map(key -> {
                    long beyond = done.getOrDefault(key, Progress.NONE);
                    return new Range(key, beyond, Math.min(end(key, upTo), beyond + each));
                })
                .toList();
    }

    private static long end(String key, Map<String, Progress.Applied> upTo) {
        return upTo.getOrDefault(key, Progress.Applied.NOTHING).offset();
    }

    private void fold(
            int generation,
            List<Range> ranges,
            Map<String, List<JournalledEvent>> read,
            Map<String, Progress.Applied> upTo,
            Watcher watcher) {
        List<Contribution> contributed = new ArrayList<>();
        Map<String, Progress.Step> steps = new HashMap<>();
        int entries = 0;
        for (Range range : ranges) {
            List<JournalledEvent> some = read.getOrDefault(range.key(), List.of()).stream()
                    .filter(range::holds)
                    .toList();
            some.forEach(each -> contributed.addAll(contributions.of(each.event(), each.origin(), false, generation)));
            entries += some.size();
            if (range.beyond() < range.upTo()) {
                boolean atEnd = range.upTo() == end(range.key(), upTo);
                steps.put(
                        range.key(),
                        new Progress.Step(
                                range.beyond(),
                                range.upTo(),
                                atEnd
                                        ? upTo.getOrDefault(range.key(), Progress.Applied.NOTHING)
                                                .stamp()
                                        : null,
                                some.size()));
            }
        }
        fold.apply(figures, contributed, () -> progress.requireReached(generation, steps));
        progress.advance(generation, steps);
        watcher.folded(entries);
    }

    /** Entries by their partition's key, in the order of offsets. */
    private Map<String, List<JournalledEvent>> read(List<Range> ranges) {
        Map<String, List<JournalledEvent>> read = new HashMap<>();
        for (Range range : ranges) {
            List<JournalledEvent> entries = new ArrayList<>();
            journal.find(range.condition()).forEach(document -> entries.add(JournalledEvent.from(document)));
            entries.sort(Comparator.comparingLong(each -> each.origin().offset()));
            if (!entries.isEmpty()) {
                read.put(range.key(), entries);
            }
        }
        return read;
    }

    /** A range that holds no entry, stretched to before the first one: the head of a log may have been cut long ago. */
    private Range beyondGap(Range empty, long end) {
        if (empty.upTo() == end) {
            return empty;
        }
        Document first = journal.find(new Range(empty.key(), empty.upTo(), end).condition())
                .projection(Projections.include(JournalledEvent.ORIGIN))
                .sort(Sorts.ascending(JournalledEvent.OFFSET))
                .first();
        return new Range(
                empty.key(),
                empty.beyond(),
                first == null ? end : JournalledEvent.origin(first).offset() - 1);
    }
}
