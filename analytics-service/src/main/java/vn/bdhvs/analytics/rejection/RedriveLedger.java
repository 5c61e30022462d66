package vn.bdhvs.analytics.rejection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.Origin;

/**
 * Which rejected records a redrive is still to put back, kept with the records themselves: a redrive needs no memory of
 * its own that grows with them, and the next one knows what was done.
 */
@Component
public class RedriveLedger {

    private static final String CALL = "redriveCall";

    private final MongoCollection<Document> rejections;

    RedriveLedger(MongoTemplate mongo) {
        this.rejections = mongo.getCollection(RejectedRecord.COLLECTION)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /**
     * What one redrive is asked to put back.
     *
     * @param call tells this redrive from all others
     * @param origin of the only record asked for; null for all that the question is about
     * @param judgedBy records judged later are none of its business: it may be what causes them
     * @param again whether those that an earlier redrive put back are due once more
     */
    public record Order(
            String call,
            RejectedRecords.Question question,
            @Nullable Origin origin,
            Instant judgedBy,
            boolean again) {

        private Bson matched() {
            Bson judged = lte(RejectedRecord.JUDGED, Date.from(judgedBy));
            return origin == null
                    ? and(question.filter(), judged)
                    : and(eq("_id", origin.written()), question.filter(), judged);
        }

        /** What this redrive has neither put back nor found impossible. */
        private Bson due() {
            Bson untouched = ne(CALL, call);
            return again
                    ? and(matched(), untouched)
                    : and(matched(), untouched, exists(RejectedRecord.REDRIVEN, false));
        }
    }

    /** How many records the order is about, those put back earlier included. */
    public long matched(Order order) {
        return rejections.countDocuments(order.matched());
    }

    /** How many of them are still to be put back. */
    public long due(Order order) {
        return rejections.countDocuments(order.due());
    }

    /** Those of these origins that are still to be put back: all but the bytes of the value, of which only the length. */
    public void forEachDue(Order order, Collection<String> origins, Consumer<RejectedRecord> due) {
        rejections
                .find(and(in("_id", origins), order.due()))
                .projection(Projections.exclude(RejectedRecord.VALUE + "." + Excerpt.BYTES))
                .map(RejectedRecord::from)
                .forEach(due);
    }

    /** Origins of all that are still to be put back. */
    public void forEachDue(Order order, Consumer<Origin> due) {
        rejections
                .find(order.due())
                .projection(Projections.include("_id"))
                .map(document -> Origin.parse(document.getString("_id")).orElseThrow())
                .forEach(due);
    }

    /** Marks what was put back, and what turned out to be impossible. Safe to repeat. */
    public void mark(Order order, Map<Origin, Redriven> putBack, Collection<Origin> impossible) {
        List<UpdateOneModel<Document>> marks = new ArrayList<>();
        putBack.forEach((origin, redriven) -> marks.add(new UpdateOneModel<>(
                eq("_id", origin.written()),
                Updates.combine(
                        Updates.set(RejectedRecord.REDRIVEN, redriven.toDocument()),
                        Updates.set(CALL, order.call())))));
        impossible.forEach(origin ->
                marks.add(new UpdateOneModel<>(eq("_id", origin.written()), Updates.set(CALL, order.call()))));
        if (!marks.isEmpty()) {
            rejections.bulkWrite(marks, new BulkWriteOptions().ordered(false));
        }
    }
}
