package vn.bdhvs.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Events that could never be sent as they were. They lie in a field of their aggregate, {@code outboxParked}, where no
 * sweeper looks, until an operator has mended the cause and releases them.
 */
final class ParkedEvents {

    static final String AT = "outboxParked.at";

    private static final String PARKED = "outboxParked";
    private static final List<String> TOLD =
            List.of("outboxParked.id", "outboxParked.headers.ce_type", "outboxParked.reason", AT);
    private static final Bson IS_PARKED = Filters.gt(AT, new Date(0));

    private final Outboxes outboxes;

    ParkedEvents(Outboxes outboxes) {
        this.outboxes = outboxes;
    }

    /**
     * What an operator is told of one event: nothing of what it says.
     *
     * @param id null, as is its type, if the event cannot be read
     * @param reason name of the failure
     * @param at when it was parked, real time
     */
    record ParkedEvent(
            String collection,
            String aggregate,
            @Nullable String id,
            @Nullable String type,
            String reason,
            Instant at) {}

    static Document parked(Document entry, String reason) {
        return entry.append("at", new Date()).append("reason", reason);
    }

    static Bson inPlaceOfOutbox(List<Document> parked) {
        return Updates.combine(Updates.unset(Outboxes.OUTBOX), Updates.pushEach(PARKED, parked));
    }

    /** Parks an outbox entry by entry, each just as it is stored, so that nothing of it is lost. */
    static Bson unreadable(Document outbox, String reason) {
        List<?> entries = outbox.get("entries") instanceof List<?> list && !list.isEmpty() ? list : List.of(outbox);
        return inPlaceOfOutbox(entries.stream()
                .map(entry ->
                        entry instanceof Document document ? new Document(document) : new Document("unreadable", entry))
                .map(entry -> parked(entry, reason))
                .toList());
    }

    /** Those parked first, of each aggregate's, oldest first. */
    List<ParkedEvent> first(int limit) {
        return outboxes.all()
                .flatMap(collection -> first(collection, limit))
                .sorted(Comparator.comparing(ParkedEvent::at))
                .limit(limit)
                .toList();
    }

    private static Stream<ParkedEvent> first(MongoCollection<Document> collection, int limit) {
        String name = collection.getNamespace().getCollectionName();
        List<Document> aggregates = collection
                .find(IS_PARKED)
                .projection(Projections.include(TOLD))
                .sort(Sorts.ascending(AT))
                .limit(limit)
                .into(new ArrayList<>());
        return aggregates.stream().flatMap(aggregate -> aggregate.getList(PARKED, Document.class).stream()
                .map(entry -> told(name, aggregate.get("_id"), entry)));
    }

    private static ParkedEvent told(String collection, @Nullable Object aggregate, Document entry) {
        Object type = entry.get("headers") instanceof Document headers ? headers.get("ce_type") : null;
        return new ParkedEvent(
                collection,
                String.valueOf(aggregate),
                entry.get("id") instanceof String id ? id : null,
                type instanceof String text ? text : null,
                entry.get("reason", "unknown"),
                entry.get("at", new Date(0)).toInstant());
    }

    /**
     * Puts them back into the outboxes of their aggregates, for a sweeper to send. An aggregate that has something else
     * pending keeps its parked events until that is gone. What still cannot be sent is parked again.
     *
     * @return aggregates whose events were released
     */
    long release() {
        Date now = new Date();
        // Not the last event's id: what was decided about the outbox that held it before is not said of this one.
        Bson release = Updates.combine(
                Updates.rename(PARKED, "outbox.entries"),
                Updates.set(Outboxes.DUE, now),
                Updates.set(Outboxes.SINCE, now),
                Updates.set(Outboxes.LAST, UUID.randomUUID().toString()));
        Bson idle = Filters.and(IS_PARKED, Filters.exists(Outboxes.OUTBOX, false));
        return outboxes.all()
                .mapToLong(collection -> collection.updateMany(idle, release).getModifiedCount())
                .sum();
    }
}
