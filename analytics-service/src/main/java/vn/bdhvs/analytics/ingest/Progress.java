package vn.bdhvs.analytics.ingest;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Per generation and partition, the offset up to which every record has been applied: folded, known as a copy, or
 * rejected. It lives beside the figures, so the two cannot part; Kafka's committed offset is for lag displays only.
 */
@Component
class Progress {

    /** Progress of a partition of which nothing has been applied. */
    static final long NONE = -1;

    private final MongoCollection<Document> progress;

    Progress(MongoTemplate mongo) {
        this.progress = mongo.getCollection("progress").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** Last applied offsets, by partition key. */
    record Offsets(Map<String, Long> byKey) {

        /** Last applied offset of this partition; {@link #NONE} if nothing has been applied. */
        long of(String partitionKey) {
            return byKey.getOrDefault(partitionKey, NONE);
        }
    }

    /** Last applied offset of each of these partitions; {@link #NONE} for those without one. */
    Offsets read(int generation, Collection<String> partitionKeys) {
        Map<String, Long> offsets = new HashMap<>();
        List<String> ids =
                partitionKeys.stream().map(key -> id(generation, key)).toList();
        progress.find(in("_id", ids))
                .forEach(document -> offsets.put(
                        document.getString("partition"),
                        document.get("offset", Number.class).longValue()));
        return new Offsets(offsets);
    }

    /** Raises progress to these offsets; never lowers it, so a consumer that lags behind another does no harm. */
    void advance(int generation, Map<String, Long> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        progress.bulkWrite(
                offsets.entrySet().stream()
                        .map(entry -> new UpdateOneModel<Document>(
                                eq("_id", id(generation, entry.getKey())),
                                Updates.combine(
                                        Updates.max("offset", entry.getValue()),
                                        Updates.setOnInsert("partition", entry.getKey()),
                                        Updates.setOnInsert("generation", generation)),
                                new UpdateOptions().upsert(true)))
                        .toList(),
                new BulkWriteOptions().ordered(false));
    }

    private static String id(int generation, String partitionKey) {
        return generation + "/" + partitionKey;
    }
}
