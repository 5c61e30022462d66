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
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.journal.Origin;

/**
 * Folds the journal into a generation of figures, partition by partition in the order of offsets, under the same marks
 * and progress as events from Kafka. Whoever else does so at the same time does no harm, and whoever goes on later goes
 * on where this one stood.
 */
@Component
public class JournalFold {

    /** Offsets folded at a time: each figures document is then written once for all that fall on it. */
    private static final int CHUNK = 5000;

    private final MongoCollection<Document> journal;
    private final MongoCollection<Document> figures;
    private final FiguresContributions contributions;
    private final Fold fold;
    private final Progress progress;

    public JournalFold(MongoTemplate mongo, FiguresContributions contributions, Fold fold, Progress progress) {
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
        this.figures = FiguresDocument.collection(mongo).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.contributions = contributions;
        this.fold = fold;
        this.progress = progress;
    }

    /** Told after each chunk how many entries it held; what it throws ends the work. */
    public interface Watcher {
        void folded(int entries);
    }

    /**
     * Brings a partition of a generation up to an offset, if it lies behind. Everything up to that offset must have been
     * journalled, so it may lie no further than the progress of a generation that is filled from Kafka.
     *
     * @param key of the partition, as in progress and marks
     * @param upTo that progress: its offset, and the stamp of the record there
     */
    public void advance(int generation, String key, Progress.Applied upTo, Watcher watcher) {
        long done = progress.read(generation, List.of(key)).of(key).offset();
        while (done < upTo.offset()) {
            List<JournalledEvent> chunk = chunk(key, done, Math.min(upTo.offset(), done + CHUNK));
            long to = Math.min(upTo.offset(), done + CHUNK);
            if (chunk.isEmpty()) {
                to = Math.min(upTo.offset(), Math.max(to, firstBehind(key, to, upTo.offset()) - 1));
            }
            Map<String, Progress.Step> step =
                    Map.of(key, new Progress.Step(done, to, to == upTo.offset() ? upTo.stamp() : null, chunk.size()));
            fold(generation, chunk, () -> progress.requireReached(generation, step));
            progress.advance(generation, step);
            watcher.folded(chunk.size());
            done = to;
        }
    }

    private void fold(int generation, List<JournalledEvent> chunk, Runnable sameStore) {
        List<Contribution> all = new ArrayList<>(2 * chunk.size());
        chunk.forEach(each -> all.addAll(contributions.of(each.event(), each.origin(), false, generation)));
        fold.apply(figures, all, sameStore);
    }

    private List<JournalledEvent> chunk(String key, long beyond, long upTo) {
        List<JournalledEvent> chunk = new ArrayList<>();
        journal.find(range(key, beyond, upTo)).forEach(document -> chunk.add(JournalledEvent.from(document)));
        chunk.sort(Comparator.comparingLong(each -> each.origin().offset()));
        return chunk;
    }

    /** The first offset beyond one that the journal holds; the one behind the last if it holds none. */
    private long firstBehind(String key, long beyond, long upTo) {
        Document first = journal.find(range(key, beyond, upTo))
                .projection(Projections.include(JournalledEvent.ORIGIN))
                .sort(Sorts.ascending(JournalledEvent.OFFSET))
                .first();
        return first == null ? upTo + 1 : JournalledEvent.origin(first).offset();
    }

    private static Bson range(String key, long beyond, long upTo) {
        return and(
                eq(JournalledEvent.TOPIC_ID, Origin.topicIdOf(key)),
                eq(JournalledEvent.PARTITION, Origin.partitionOf(key)),
                gt(JournalledEvent.OFFSET, beyond),
                lte(JournalledEvent.OFFSET, upTo));
    }
}
