package vn.bdhvs.outbox;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The pending outboxes of all collections that this service declares. Single-document atomicity is all it needs. Its own
 * writes only save work (an outbox that is not cleared is sent again, under the same ids), so they wait for one node.
 */
final class Outboxes {

    static final String OUTBOX = "outbox";
    static final String DUE = "outbox.due";
    static final String SINCE = "outbox.since";
    static final String LAST = "outbox.last";

    private static final Logger LOG = LoggerFactory.getLogger(Outboxes.class);
    private static final Date EVER = new Date(0);

    /** Closed at both ends, so that an index alone can tell how many there are. */
    private static final Document ANY_TIME = new Document("$gt", EVER).append("$lt", new Date(Long.MAX_VALUE));

    /** Makes two claims of one moment tell their spoils apart. */
    private static final Duration MARK = Duration.ofSeconds(5);

    private final MongoOperations mongo;
    private final List<OutboxCollection> collections;

    Outboxes(MongoOperations mongo, List<OutboxCollection> collections) {
        this.mongo = mongo;
        this.collections = List.copyOf(collections);
    }

    void createIndexes() {
        for (OutboxCollection each : collections) {
            for (String field : List.of(DUE, SINCE, ParkedEvents.AT)) {
                collection(each.name()).createIndex(Indexes.ascending(field), new IndexOptions().sparse(true));
            }
        }
    }

    /**
     * What a claim got.
     *
     * @param more whether there may be more to claim, whoever got this
     */
    record Claim(List<Handover> handovers, boolean more) {}

    /**
     * Takes what is due before a moment, oldest first, by moving its due time ahead. Another sweeper may get some of it
     * too, which does no harm. What cannot be read is parked, and keeps nothing else back.
     *
     * @param limit of each collection, so that none of them makes the others wait
     */
    Claim claim(Instant dueBefore, Duration lease, int limit) {
        List<Handover> claimed = new ArrayList<>();
        boolean more = false;
        for (OutboxCollection each : collections) {
            List<Document> found = due(each.name(), dueBefore, lease, limit);
            more |= found.size() >= limit;
            if (!found.isEmpty()) {
                claimed.addAll(claim(each.name(), found, lease));
            }
        }
        return new Claim(claimed, more);
    }

    /** A due time that lies further ahead than anybody sets one was set by a clock that has since gone back. */
    private List<Document> due(String name, Instant dueBefore, Duration lease, int limit) {
        Instant farthest = Instant.now().plus(Outbox.FIRST_CHANCE).plus(lease).plus(MARK);
        // One document for both ends: as two conditions joined by "and" only one of them would bound the index scan.
        Document due = new Document("$gt", EVER).append("$lt", Date.from(dueBefore));
        List<Document> found = read(name, new Document(DUE, due), limit);
        return found.isEmpty() ? read(name, Filters.gt(DUE, Date.from(farthest)), limit) : found;
    }

    private List<Handover> claim(String name, List<Document> found, Duration lease) {
        Date until = Date.from(Instant.now()
                .plus(lease)
                .plusMillis(ThreadLocalRandom.current().nextLong(MARK.toMillis()))
                .truncatedTo(ChronoUnit.MILLIS));
        List<WriteModel<Document>> moves = found.stream()
                .<WriteModel<Document>>map(document -> new UpdateOneModel<>(
                        Filters.and(
                                Filters.eq("_id", document.get("_id")),
                                Filters.eq(DUE, document.getEmbedded(List.of(OUTBOX, "due"), EVER))),
                        Updates.set(DUE, until)))
                .toList();
        int matched = collection(name)
                .bulkWrite(moves, new BulkWriteOptions().ordered(false))
                .getMatchedCount();
        List<Object> ids = found.stream().map(document -> document.get("_id")).toList();
        List<Document> won = matched == found.size()
                ? found
                : read(name, Filters.and(Filters.in("_id", ids), Filters.eq(DUE, until)), ids.size());
        return won.stream()
                .map(document -> handover(name, document, until))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Document> read(String name, Bson filter, int limit) {
        return collection(name)
                .find(filter)
                .projection(Projections.include(OUTBOX))
                .sort(Sorts.ascending(DUE))
                .limit(limit)
                .into(new ArrayList<>());
    }

    private @Nullable Handover handover(String name, Document document, Date until) {
        Document stored = document.get(OUTBOX, Document.class);
        Object aggregate = Objects.requireNonNull(document.get("_id"));
        try {
            Outbox outbox = mongo.getConverter().read(Outbox.class, stored);
            outbox.requireWhole();
            return new Handover(name, aggregate, outbox);
        } catch (RuntimeException e) {
            LOG.error("the outbox of {} {} cannot be read; it is parked as it is", name, aggregate, e);
            collection(name)
                    .updateOne(
                            Filters.and(Filters.eq("_id", aggregate), Filters.eq(DUE, until)),
                            ParkedEvents.unreadable(stored, e.getClass().getSimpleName()));
            return null;
        }
    }

    /** Forgets what was acknowledged, unless something else has become pending since. */
    WriteModel<Document> clearing(Handover handover) {
        return new UpdateOneModel<>(unchanged(handover), Updates.unset(OUTBOX));
    }

    /** Lets any sweeper have it again, at once. */
    WriteModel<Document> releasing(Handover handover) {
        return new UpdateOneModel<>(unchanged(handover), Updates.set(DUE, new Date()));
    }

    /** Puts what can never be sent out of the sweeper's way, and forgets the acknowledged rest. */
    WriteModel<Document> parking(Handover handover, List<Outcome> hopeless) {
        List<Document> parked = new ArrayList<>();
        for (Outcome outcome : hopeless) {
            Document entry = new Document();
            mongo.getConverter().write(outcome.event(), entry);
            entry.remove("_class");
            parked.add(ParkedEvents.parked(entry, outcome.reason()));
        }
        return new UpdateOneModel<>(unchanged(handover), ParkedEvents.inPlaceOfOutbox(parked));
    }

    private static Bson unchanged(Handover handover) {
        return Filters.and(
                Filters.eq("_id", handover.aggregate()),
                Filters.eq(LAST, handover.outbox().last()));
    }

    void write(String name, List<WriteModel<Document>> updates) {
        collection(name).bulkWrite(updates, new BulkWriteOptions().ordered(false));
    }

    long pending() {
        return count(DUE);
    }

    long parked() {
        return count(ParkedEvents.AT);
    }

    /** By the command count, which an index answers: the driver's way is an aggregation, which gathers the documents. */
    private long count(String date) {
        Document query = new Document(date, ANY_TIME);
        return collections.stream()
                .map(each -> mongo.executeCommand(new Document("count", each.name()).append("query", query)))
                .mapToLong(answer -> answer.get("n", Number.class).longValue())
                .sum();
    }

    /** When that was written, real time, which has been pending longest, claimed or not; null if nothing is. */
    @Nullable
    Instant oldest() {
        return collections.stream()
                .map(each -> collection(each.name())
                        .find(Filters.gt(SINCE, EVER))
                        .projection(Projections.include(SINCE))
                        .sort(Sorts.ascending(SINCE))
                        .first())
                .filter(Objects::nonNull)
                .map(document ->
                        document.getEmbedded(List.of(OUTBOX, "since"), EVER).toInstant())
                .min(Instant::compareTo)
                .orElse(null);
    }

    Stream<MongoCollection<Document>> all() {
        return collections.stream().map(each -> collection(each.name()));
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getCollection(name).withWriteConcern(WriteConcern.W1);
    }
}
