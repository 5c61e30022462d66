package vn.bdhvs.analytics.rejection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.Origin;

/** The records that could not be counted, each once under its origin, newest first. */
@Component
public class RejectedRecords {

    private static final String RECORDED_HEADER = "ce_recordedtime";

    private static final int MOST_OF_ONE = 20;

    private final MongoCollection<Document> rejections;

    RejectedRecords(MongoTemplate mongo) {
        this.rejections = mongo.getCollection(RejectedRecord.COLLECTION)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        index("newest", RejectedRecord.APPENDED, "_id");
        index("reason", RejectedRecord.REASON, RejectedRecord.APPENDED, "_id");
        index("source", RejectedRecord.SOURCE, RejectedRecord.APPENDED, "_id");
        index("summary", RejectedRecord.REASON, RejectedRecord.SOURCE, RejectedRecord.APPENDED);
        sparseIndex(RejectedRecord.EVENT_ID);
        sparseIndex(RejectedRecord.SUBJECT);
        sparseIndex(RejectedRecord.REFERENCE_HASH);
    }

    private void index(String name, String... fields) {
        rejections.createIndex(Indexes.ascending(fields), new IndexOptions().name(name));
    }

    private void sparseIndex(String field) {
        rejections.createIndex(
                Indexes.ascending(field), new IndexOptions().name(field).sparse(true));
    }

    /** Keeps these records. One that is kept already stays as it is, so a redelivery changes nothing. */
    public void keep(List<RejectedRecord> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        try {
            rejections.insertMany(
                    rejected.stream().map(RejectedRecord::toDocument).toList(), new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream()
                            .anyMatch(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
        }
    }

    /** Those that claim this subject or event id, or a reference of this hash; some of the newest if there are many. */
    public List<RejectedRecord> claiming(String id, @Nullable String referenceHash) {
        Map<String, RejectedRecord> found = new LinkedHashMap<>();
        List<Bson> claims = new ArrayList<>(List.of(eq(RejectedRecord.SUBJECT, id), eq(RejectedRecord.EVENT_ID, id)));
        if (referenceHash != null) {
            claims.add(eq(RejectedRecord.REFERENCE_HASH, referenceHash));
        }
        for (Bson claim : claims) {
            rejections
                    .find(claim)
                    .projection(withoutBytes())
                    .sort(newestFirst())
                    .limit(MOST_OF_ONE)
                    .map(RejectedRecord::from)
                    .forEach(rejected -> found.putIfAbsent(rejected.origin().written(), rejected));
        }
        return List.copyOf(found.values());
    }

    /**
     * Events that were rejected and claim a source and to have been recorded from one time to before another: their ids,
     * and when. Only what was sent in binary mode says so where it can be found.
     */
    public Map<String, Instant> recordedWithin(String source, Instant from, Instant until) {
        Map<String, Instant> found = new HashMap<>();
        rejections
                .find(and(eq(RejectedRecord.SOURCE, source), exists(RejectedRecord.EVENT_ID)))
                .projection(Projections.include(RejectedRecord.EVENT_ID, RejectedRecord.HEADERS))
                .forEach(document -> {
                    Instant recorded = RejectedRecord.headerTime(document, RECORDED_HEADER);
                    if (recorded != null && !recorded.isBefore(from) && recorded.isBefore(until)) {
                        found.put(document.getString(RejectedRecord.EVENT_ID), recorded);
                    }
                });
        return found;
    }

    /**
     * Which rejections are asked for; null stands for all.
     *
     * @param from appended then or later
     * @param until appended before then
     */
    public record Question(
            @Nullable String reason,
            @Nullable String source,
            @Nullable String topic,
            @Nullable Instant from,
            @Nullable Instant until) {

        Bson filter() {
            List<Bson> conditions = new ArrayList<>();
            addIfAsked(conditions, RejectedRecord.REASON, reason);
            addIfAsked(conditions, RejectedRecord.SOURCE, source);
            addIfAsked(conditions, RejectedRecord.TOPIC, topic);
            if (from != null) {
                conditions.add(gte(RejectedRecord.APPENDED, Date.from(from)));
            }
            if (until != null) {
                conditions.add(lt(RejectedRecord.APPENDED, Date.from(until)));
            }
            return conditions.isEmpty() ? new Document() : and(conditions);
        }

        private static void addIfAsked(List<Bson> conditions, String field, @Nullable String value) {
            if (value != null) {
                conditions.add(eq(field, value));
            }
        }
    }

    /** The newest that were appended before the given place, without their bytes. */
    List<RejectedRecord> find(Question question, @Nullable Place before, int limit) {
        Bson filter = before == null ? question.filter() : and(question.filter(), before.filter());
        return rejections
                .find(filter)
                .projection(withoutBytes())
                .sort(newestFirst())
                .limit(limit)
                .map(RejectedRecord::from)
                .into(new ArrayList<>());
    }

    /** A place in the list of all, between one record and the next older one. */
    record Place(Instant appendedAt, Origin origin) {

        /** The first condition follows from the second and is what an index can use. */
        private Bson filter() {
            Date appended = Date.from(appendedAt);
            return and(
                    lte(RejectedRecord.APPENDED, appended),
                    or(
                            lt(RejectedRecord.APPENDED, appended),
                            and(eq(RejectedRecord.APPENDED, appended), lt("_id", origin.written()))));
        }
    }

    private static Bson newestFirst() {
        return Sorts.descending(RejectedRecord.APPENDED, "_id");
    }

    private static Bson withoutBytes() {
        return Projections.exclude(RejectedRecord.KEY, RejectedRecord.HEADERS, RejectedRecord.VALUE);
    }

    /** The one of this origin, whole. */
    Optional<RejectedRecord> find(Origin origin) {
        return Optional.ofNullable(rejections.find(eq("_id", origin.written())).first())
                .map(RejectedRecord::from);
    }

    /** How many of the asked there are, by reason and source. */
    record Count(String reason, String source, long rejected) {}

    /**
     * Counts by reason and source, in no order. The first condition holds for all: it lets the index answer that has
     * everything which is read here, so that no bytes are loaded.
     */
    List<Count> count(Question question) {
        List<Count> counts = new ArrayList<>();
        rejections
                .aggregate(List.of(
                        Aggregates.match(and(gte(RejectedRecord.REASON, ""), question.filter())),
                        Aggregates.group(
                                new Document(RejectedRecord.REASON, "$" + RejectedRecord.REASON)
                                        .append(RejectedRecord.SOURCE, "$" + RejectedRecord.SOURCE),
                                Accumulators.sum("n", 1L))))
                .forEach(group -> {
                    Document of = group.get("_id", Document.class);
                    counts.add(new Count(
                            of.getString(RejectedRecord.REASON),
                            of.getString(RejectedRecord.SOURCE),
                            group.get("n", Number.class).longValue()));
                });
        return counts;
    }
}
