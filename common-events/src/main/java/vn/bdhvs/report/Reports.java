package vn.bdhvs.report;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.result.UpdateResult;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mapping.callback.EntityCallbacks;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoPersistentEntity;
import org.springframework.data.mongodb.core.mapping.MongoPersistentProperty;
import org.springframework.data.mongodb.core.mapping.event.BeforeSaveCallback;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * All accepted reports of one kind. The unique indexes on the documents themselves are what makes a request safe to
 * repeat, also at the same moment and at another instance; they stand before the first request is taken.
 */
final class Reports<R extends Reported<R>> {

    private static final int DUPLICATE_KEY = 11000;
    private static final String CLIENT = "submission.client";
    private static final String REQUEST_KEY = "submission.requestKey";
    private static final String VERSION = "revision.version";
    private static final String OUTBOX_LAST = "outbox.last";
    private static final String REFERENCE = "submission.reference";
    private static final String IDENTITY = "identity";

    private final MongoOperations mongo;
    private final EntityCallbacks callbacks;
    private final Names names;
    private final Class<R> type;
    private final String collection;

    Reports(MongoOperations mongo, EntityCallbacks callbacks, Names names, Class<R> type) {
        this.mongo = mongo;
        this.callbacks = callbacks;
        this.names = names;
        this.type = type;
        this.collection = mongo.getCollectionName(type);
        for (String name : List.of(REQUEST_KEY, REFERENCE)) {
            mongo.indexOps(type)
                    .createIndex(new Index(CLIENT, Direction.ASC)
                            .on(name, Direction.ASC)
                            .unique());
        }
        if (entity().getPersistentProperty(IDENTITY) != null) {
            mongo.indexOps(type)
                    .createIndex(new Index(IDENTITY, Direction.ASC).unique().sparse());
        }
    }

    private MongoPersistentEntity<?> entity() {
        return mongo.getConverter().getMappingContext().getRequiredPersistentEntity(type);
    }

    String collection() {
        return collection;
    }

    /**
     * Writes the report and its event at once, durably.
     *
     * @throws org.springframework.dao.DuplicateKeyException if its id, key or reference is taken
     */
    void add(R reported) {
        mongo.insert(reported);
    }

    /**
     * Writes each report with its event at once, durably; one whose id, key or reference is taken keeps none of the others
     * out.
     *
     * @return positions of those that were taken
     */
    Set<Integer> addAll(List<R> reported) {
        try {
            mongo.bulkOps(BulkMode.UNORDERED, type).insert(reported).execute();
            return Set.of();
        } catch (BulkOperationException e) {
            if (e.getErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                // Its message would quote the references of other rows, which are nobody's business.
                throw new DataAccessResourceFailureException("%d of %d reports could not be written, with the codes %s"
                        .formatted(
                                e.getErrors().size(),
                                reported.size(),
                                e.getErrors().stream()
                                        .map(BulkWriteError::getCode)
                                        .distinct()
                                        .toList()));
            }
            return e.getErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toSet());
        }
    }

    /**
     * Writes what has become of a report, at once and durably, if neither it nor its outbox was touched since it was read:
     * its version, its outbox, and what else it says must be unchanged.
     * Fields of the document that are not its own, such as parked events, stay. As with every other write, those who want to
     * see the document before ({@link BeforeSaveCallback}) do.
     *
     * @return whether it was written
     * @throws org.springframework.dao.DuplicateKeyException if its identity is taken
     */
    boolean replace(R read, R revised) {
        Document document = new Document();
        mongo.getConverter().write(revised, document);
        callbacks.callback(BeforeSaveCallback.class, revised, document, collection);
        Document set = new Document();
        Document unset = new Document();
        for (MongoPersistentProperty property : entity()) {
            String field = property.getFieldName();
            if (property.isIdProperty()) {
                continue;
            }
            if (document.containsKey(field)) {
                set.put(field, document.get(field));
            } else {
                unset.put(field, "");
            }
        }
        Document update = new Document("$set", set);
        if (!unset.isEmpty()) {
            update.put("$unset", unset);
        }
        Document unchanged = new Document("_id", read.id())
                .append(VERSION, read.revision().version())
                .append(
                        OUTBOX_LAST,
                        read.outbox() == null
                                ? new Document("$exists", false)
                                : read.outbox().last());
        unchanged.putAll(read.alsoUnchanged());
        // As they are: what was converted for the database once must not be converted again.
        UpdateResult result = mongo.execute(type, reports -> reports.updateOne(unchanged, update));
        return result != null && result.getMatchedCount() == 1;
    }

    Optional<R> withId(String id) {
        return Optional.ofNullable(mongo.findById(id, type));
    }

    Optional<R> ofRequest(Client client, @Nullable String requestKey) {
        return requestKey == null
                ? Optional.empty()
                : ofRequests(client, List.of(kept(client, requestKey))).stream().findFirst();
    }

    Optional<R> withReference(Client client, @Nullable String reference) {
        return reference == null
                ? Optional.empty()
                : withReferences(client, List.of(kept(client, reference))).stream()
                        .findFirst();
    }

    /** A name that a client gives to a request or a report, as it is kept. */
    String kept(Client client, String name) {
        return names.kept(client.name(), name);
    }

    /** A name that the client of a submission gives to it, as it is kept. */
    String kept(Submission submission, String name) {
        return names.kept(submission.client(), name);
    }

    /** What its client calls a report, as it is kept; null if it has no name. */
    @Nullable
    String keptReference(Client client, Report<?> report) {
        String reference = report.clientReference();
        return reference == null ? null : kept(client, reference);
    }

    /** Whether some report that stands shares this identity. */
    boolean isTaken(Collection<String> identity) {
        return !identity.isEmpty() && mongo.exists(query(where(IDENTITY).in(identity)), type);
    }

    /**
     * Those under some keys.
     *
     * @param requestKeys as they are kept
     */
    List<R> ofRequests(Client client, Collection<String> requestKeys) {
        return find(client, REQUEST_KEY, requestKeys);
    }

    /**
     * Those under some references.
     *
     * @param references as they are kept
     */
    List<R> withReferences(Client client, Collection<String> references) {
        return find(client, REFERENCE, references);
    }

    private List<R> find(Client client, String field, Collection<String> values) {
        return values.isEmpty()
                ? List.of()
                : mongo.find(query(where(CLIENT).is(client.name()).and(field).in(values)), type);
    }

    /**
     * What was done by units while they bore these codes.
     *
     * @param until when it no longer counts; null for no end
     */
    record DoneBy(Set<String> codes, Instant from, @Nullable Instant until) {

        private Criteria criteria() {
            Criteria doneAt = where("doneAt").gte(from);
            return new Criteria()
                    .andOperator(where("activity.unit").in(codes), until == null ? doneAt : doneAt.lt(until));
        }
    }

    /**
     * Reports before one, the latest accepted first.
     *
     * @param wanted what they are narrowed to: none of it, and there are none
     */
    List<R> before(@Nullable String id, Collection<DoneBy> wanted, int limit) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Query query = new Query().with(Sort.by(Direction.DESC, "id")).limit(limit);
        if (id != null) {
            query.addCriteria(where("id").lt(id));
        }
        query.addCriteria(
                new Criteria().orOperator(wanted.stream().map(DoneBy::criteria).toList()));
        return mongo.find(query, type);
    }
}
