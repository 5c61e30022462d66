package vn.bdhvs.analytics.fold;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Per generation and partition, the offset up to which every record has been applied: folded, known as a copy, or
 * rejected. It lives beside the figures, so the two cannot part; Kafka's committed offset is for lag displays only.
 */
@Component
public class Progress {

    /** Progress of a partition of which nothing has been applied. */
    public static final long NONE = -1;

    private static final int DUPLICATE_KEY = 11000;
    private static final String PARTITION = "partition";
    private static final String GENERATION = "generation";
    private static final String ENTRIES = "entries";
    private static final String OFFSET = "offset";
    private static final String STAMP = "stamp";
    private static final String HALTED = "halted";

    private final MongoCollection<Document> progress;

    public Progress(MongoTemplate mongo) {
        this.progress = mongo.getCollection("progress").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /**
     * How far a partition has been applied.
     *
     * @param offset of the last record applied; {@link #NONE} if there is none
     * @param stamp of that record; null if there is none
     * @param halted why nothing more may be applied, whoever reads the partition; null if all is well
     */
    public record Applied(
            long offset,
            @Nullable RecordStamp stamp,
            @Nullable String halted) {

        public static final Applied NOTHING = new Applied(NONE, null, null);

        public long next() {
            return offset + 1;
        }
    }

    /** What has been applied, by partition key. */
    public record Offsets(Map<String, Applied> byKey) {

        /** {@link Applied#NOTHING} for a partition without progress. */
        public Applied of(String partitionKey) {
            return byKey.getOrDefault(partitionKey, Applied.NOTHING);
        }
    }

    /**
     * One poll's step in a partition.
     *
     * @param from progress on which the poll builds: everything up to there had been applied before
     * @param to the last record of the poll
     * @param stamp of that last record; null if it is not at hand, and then the log is not compared with it
     * @param entries of the journal that were folded in a rebuild; 0 for what comes from Kafka
     */
    public record Step(long from, long to, @Nullable RecordStamp stamp, long entries) {

        /** A step over records from Kafka. */
        public Step(long from, long to, RecordStamp stamp) {
            this(from, to, stamp, 0);
        }
    }

    /** What has been applied of each of these partitions. */
    public Offsets read(int generation, Collection<String> partitionKeys) {
        Map<String, Applied> offsets = new HashMap<>();
        List<String> ids =
                partitionKeys.stream().map(key -> id(generation, key)).toList();
        progress.find(in("_id", ids))
                .forEach(document -> offsets.put(document.getString(PARTITION), applied(document)));
        return new Offsets(offsets);
    }

    private static Applied applied(Document document) {
        return new Applied(
                document.get(OFFSET) instanceof Number offset ? offset.longValue() : NONE,
                RecordStamp.from(document.get(STAMP, Document.class)),
                document.getString(HALTED));
    }

    /** What has been applied of all partitions of a generation. */
    public Offsets readAll(int generation) {
        Map<String, Applied> offsets = new HashMap<>();
        progress.find(eq(GENERATION, generation))
                .forEach(document -> offsets.put(document.getString(PARTITION), applied(document)));
        return new Offsets(offsets);
    }

    /** How many entries of the journal were folded into a generation that is being rebuilt. */
    public long entries(int generation) {
        long entries = 0;
        for (Document document : progress.find(eq(GENERATION, generation))) {
            entries += document.get(ENTRIES) instanceof Number number ? number.longValue() : 0;
        }
        return entries;
    }

    /** Generations of which there is progress. */
    public List<Integer> generations() {
        return progress.distinct(GENERATION, Integer.class).into(new ArrayList<>());
    }

    /** Forgets a generation. */
    public void drop(int generation) {
        progress.deleteMany(eq(GENERATION, generation));
    }

    /** Lets nobody apply more of a partition to this generation, whose figures can no longer be trusted. */
    public void halt(int generation, String key, String reason) {
        progress.updateOne(
                eq("_id", id(generation, key)),
                Updates.combine(
                        Updates.set(HALTED, reason),
                        Updates.setOnInsert(PARTITION, key),
                        Updates.setOnInsert(GENERATION, generation),
                        Updates.setOnInsert(OFFSET, NONE)),
                new UpdateOptions().upsert(true));
    }

    /**
     * Checks that the store still holds the progress that these steps build on.
     *
     * @throws ProgressWentBack if it does not
     */
    public void requireReached(int generation, Map<String, Step> steps) {
        Offsets stored = read(generation, steps.keySet());
        steps.forEach((key, step) -> {
            if (stored.of(key).offset() < step.from()) {
                throw new ProgressWentBack("progress of %s is %d, and was %d when the poll began"
                        .formatted(key, stored.of(key).offset(), step.from()));
            }
        });
    }

    /**
     * Takes these steps. It never lowers progress, so a consumer that lags behind another does no harm, and raises it
     * only from where a step begins, so that nothing is left out.
     *
     * @throws ProgressWentBack if progress lies before a step's beginning
     */
    public void advance(int generation, Map<String, Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        List<UpdateOneModel<Document>> writes = steps.entrySet().stream()
                .map(entry -> write(generation, entry.getKey(), entry.getValue()))
                .toList();
        try {
            var result = progress.bulkWrite(writes, new BulkWriteOptions().ordered(false));
            if (result.getMatchedCount() + result.getUpserts().size() == steps.size()) {
                return;
            }
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
        // Those that were not written lie further on already, which is as good; or before their step's beginning.
        requireReached(generation, steps);
    }

    private static UpdateOneModel<Document> write(int generation, String key, Step step) {
        String id = id(generation, key);
        return new UpdateOneModel<>(
                step.from() == NONE
                        ? and(eq("_id", id), lt(OFFSET, step.to()))
                        : and(eq("_id", id), gte(OFFSET, step.from()), lt(OFFSET, step.to())),
                Updates.combine(
                        Updates.set(OFFSET, step.to()),
                        step.stamp() == null
                                ? Updates.unset(STAMP)
                                : Updates.set(STAMP, step.stamp().toDocument()),
                        Updates.inc(ENTRIES, step.entries()),
                        Updates.setOnInsert(PARTITION, key),
                        Updates.setOnInsert(GENERATION, generation)),
                // Where there was progress there must be some still: a missing document was lost.
                new UpdateOptions().upsert(step.from() == NONE));
    }

    private static String id(int generation, String partitionKey) {
        return generation + "/" + partitionKey;
    }
}
