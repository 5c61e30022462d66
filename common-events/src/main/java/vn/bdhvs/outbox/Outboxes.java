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
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * The pending outboxes of all collections that this service declares. Single-document atomicity is all it needs. Its own
 * writes only save work (an outbox that is not cleared is sent again, under the same ids), so they wait for one node.
 */
final class Outboxes {

    private static final String DUE = "outbox.due";
    private static final String SINCE = "outbox.since";
    private static final String LAST = "outbox.last";
    private static final String PARKED_AT = "outboxParked.at";
    private static final Bson IS_PENDING = Filters.gt(DUE, new Date(0));
    private static final Bson IS_PARKED = Filters.gt(PARKED_AT, new Date(0));

    /** Makes two claims of one moment tell their spoils apart. */
    private static final int MARK_MILLIS = 5_000;

    private final MongoOperations mongo;
    private final List<OutboxCollection> collections;

    Outboxes(MongoOperations mongo, List<OutboxCollection> collections) {
        this.mongo = mongo;
        this.collections = List.copyOf(collections);
    }

    void createIndexes() {
        for (OutboxCollection each : collections) {
            collection(each.name()).createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true));
            collection(each.name()).createIndex(Indexes.ascending(PARKED_AT), new IndexOptions().sparse(true));
        }
    }

    /**
     * Takes what is due before a moment, oldest first, by moving its due time ahead. Another sweeper may get some of it
     * too, which does no harm.
     */
    List<Handover> claim(Instant dueBefore, Duration lease, int limit) {
        List<Handover> claimed = new ArrayList<>();
        for (OutboxCollection each : collections) {
            claimed.addAll(claim(each.name(), dueBefore, lease, limit - claimed.size()));
            if (claimed.size() >= limit) {
                break;
            }
        }
        return claimed;
    }

    private List<Handover> claim(String name, Instant dueBefore, Duration lease, int limit) {
        Bson isDue = Filters.and(IS_PENDING, Filters.lt(DUE, Date.from(dueBefore)));
        List<Handover> found = read(name, isDue, limit);
        if (found.isEmpty()) {
            return found;
        }
        Date until = Date.from(Instant.now()
                .plus(lease)
                .plusMillis(ThreadLocalRandom.current().nextInt(MARK_MILLIS))
                .truncatedTo(ChronoUnit.MILLIS));
        List<WriteModel<Document>> moves = found.stream()
                .<WriteModel<Document>>map(handover -> new UpdateOneModel<>(
                        Filters.and(
                                Filters.eq("_id", handover.aggregate()),
                                Filters.eq(DUE, Date.from(handover.outbox().due()))),
                        Updates.set(DUE, until)))
                .toList();
        int matched = collection(name)
                .bulkWrite(moves, new BulkWriteOptions().ordered(false))
                .getMatchedCount();
        if (matched == found.size()) {
            return found;
        }
        List<Object> ids = found.stream().map(Handover::aggregate).toList();
        return read(name, Filters.and(Filters.in("_id", ids), Filters.eq(DUE, until)), limit);
    }

    private List<Handover> read(String name, Bson filter, int limit) {
        return collection(name)
                .find(filter)
                .projection(Projections.include("outbox"))
                .sort(Sorts.ascending(DUE))
                .limit(limit)
                .map(document -> new Handover(
                        name,
                        Objects.requireNonNull(document.get("_id")),
                        mongo.getConverter().read(Outbox.class, document.get("outbox", new Document()))))
                .into(new ArrayList<>());
    }

    /** Forgets what was acknowledged, unless something else has become pending since. */
    WriteModel<Document> clearing(Handover handover) {
        return new UpdateOneModel<>(unchanged(handover), Updates.unset("outbox"));
    }

    /** Lets any sweeper have it again, from that moment on. */
    WriteModel<Document> releasing(Handover handover, Instant due) {
        return new UpdateOneModel<>(unchanged(handover), Updates.set(DUE, Date.from(due)));
    }

    /** Puts what can never be sent out of the sweeper's way, and forgets the acknowledged rest. */
    WriteModel<Document> parking(Handover handover, List<Outcome> hopeless) {
        List<Document> parked = new ArrayList<>();
        for (Outcome outcome : hopeless) {
            Document entry = new Document();
            mongo.getConverter().write(outcome.event(), entry);
            entry.remove("_class");
            parked.add(entry.append("at", new Date()).append("reason", outcome.reason()));
        }
        return new UpdateOneModel<>(
                unchanged(handover),
                Updates.combine(Updates.unset("outbox"), Updates.pushEach("outboxParked", parked)));
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
        return collections.stream()
                .mapToLong(each -> count(each.name(), IS_PENDING))
                .sum();
    }

    long parked() {
        return collections.stream()
                .mapToLong(each -> count(each.name(), IS_PARKED))
                .sum();
    }

    /** By the command count, which an index answers: the driver's way is an aggregation, which gathers the documents. */
    private long count(String name, Bson filter) {
        Document answer = mongo.executeCommand(new Document("count", name).append("query", filter.toBsonDocument()));
        return answer.get("n", Number.class).longValue();
    }

    /**
     * When that was written, real time, which is due first; null if nothing is pending. While nobody takes anything up,
     * this is what has been pending longest; a claim lets it look younger for as long as it lasts.
     */
    @Nullable
    Instant oldest() {
        return collections.stream()
                .map(each -> collection(each.name())
                        .find(IS_PENDING)
                        .projection(Projections.include(SINCE))
                        .sort(Sorts.ascending(DUE))
                        .first())
                .filter(Objects::nonNull)
                .map(document -> document.getEmbedded(List.of("outbox", "since"), new Date())
                        .toInstant())
                .min(Instant::compareTo)
                .orElse(null);
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getCollection(name).withWriteConcern(WriteConcern.W1);
    }
}
