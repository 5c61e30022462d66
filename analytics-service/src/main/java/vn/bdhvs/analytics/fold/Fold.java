package vn.bdhvs.analytics.fold;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.journal.Origin;

/**
 * Adds contributions to documents, each once, with nothing but single-document atomicity. A document carries, for each
 * partition, the mark: the offset up to which it has been folded. Only what lies beyond the mark is added, by a write
 * that holds only while the marks are still those that were read, and that moves them in the same update. Whoever
 * loses that race reads again and folds what is then left, so redelivery, other batch boundaries, sleepers and crashes
 * change nothing.
 *
 * <p>A contribution's offsets must come in order within a partition, and none may be left out before a later one.
 */
@Component
public class Fold {

    private static final int DUPLICATE_KEY = 11000;
    private static final int ATTEMPTS = 50;

    private final Counter conflicts;

    public Fold(MeterRegistry meters) {
        this.conflicts = Counter.builder("figures.fold.conflicts")
                .description("Folds that were read again because another writer had moved a mark")
                .register(meters);
    }

    /** Marks of documents as they were read, by the document's id. */
    public record Marks(Map<String, Document> byDocument) {

        private @Nullable Long of(String id, String partitionKey) {
            Document marks = byDocument.get(id);
            return marks != null && marks.get(partitionKey) instanceof Number mark ? mark.longValue() : null;
        }
    }

    /** As {@link #apply(MongoCollection, List, Marks, Runnable)}, where nothing is fresh. */
    public Set<String> apply(
            MongoCollection<Document> collection, List<Contribution> contributions, Runnable beforeWrite) {
        Set<String> ids = contributions.stream().map(Contribution::documentId).collect(Collectors.toSet());
        return apply(collection, contributions, readMarks(collection, ids), beforeWrite);
    }

    /**
     * Folds all contributions.
     *
     * @param read marks of their documents, read before any fresh record was journalled: nobody can have folded it then
     * @param beforeWrite run after marks were read and before each write that builds on them; what it throws keeps the
     *     write from being made
     * @return ids of the documents that changed
     * @throws FoldedBeforeJournalled if a fresh record lies at or below its document's mark as it was read
     */
    public Set<String> apply(
            MongoCollection<Document> collection, List<Contribution> contributions, Marks read, Runnable beforeWrite) {
        Map<String, List<Contribution>> byDocument = new LinkedHashMap<>();
        contributions.forEach(contribution -> byDocument
                .computeIfAbsent(contribution.documentId(), id -> new ArrayList<>())
                .add(contribution));
        Set<String> changed = new HashSet<>();
        Set<String> remaining = byDocument.keySet();
        for (int attempt = 1; !remaining.isEmpty(); attempt++) {
            if (attempt > ATTEMPTS) {
                throw new IllegalStateException(
                        "marks of %s were moved by others %d times in a row".formatted(remaining, ATTEMPTS));
            }
            Marks marks = attempt == 1 ? read : readMarks(collection, remaining);
            Map<String, UpdateOneModel<Document>> writes = new LinkedHashMap<>();
            boolean firstAttempt = attempt == 1;
            Set<String> due = remaining;
            byDocument.forEach((id, ofDocument) -> {
                UpdateOneModel<Document> write = due.contains(id) ? write(id, marks, ofDocument, firstAttempt) : null;
                if (write != null) {
                    writes.put(id, write);
                }
            });
            if (!writes.isEmpty()) {
                beforeWrite.run();
            }
            Set<String> lost = bulkWrite(collection, writes);
            changed.addAll(writes.keySet());
            changed.removeAll(lost);
            conflicts.increment(lost.size());
            remaining = lost;
        }
        return changed;
    }

    /** Marks of these documents now; none for one that is not there. */
    public static Marks readMarks(MongoCollection<Document> collection, Set<String> ids) {
        Map<String, Document> marks = new HashMap<>();
        collection
                .find(in("_id", ids))
                .projection(Projections.include(FiguresDocument.MARKS))
                .forEach(document ->
                        marks.put(document.getString("_id"), document.get(FiguresDocument.MARKS, Document.class)));
        return new Marks(marks);
    }

    /** The conditional write of what lies beyond the marks; null if nothing does. */
    private static @Nullable UpdateOneModel<Document> write(
            String id, Marks marks, List<Contribution> contributions, boolean firstAttempt) {
        Map<String, Long> sums = new TreeMap<>();
        Map<String, Span> spans = new TreeMap<>();
        Map<String, Long> newMarks = new TreeMap<>();
        Map<String, Object> fields = Map.of();
        for (Contribution contribution : contributions) {
            Origin origin = contribution.origin();
            Long mark = marks.of(id, origin.partitionKey());
            if (mark == null || origin.offset() > mark) {
                contribution.increments().forEach((field, amount) -> sums.merge(field, amount, Long::sum));
                contribution.spans().forEach((field, at) -> spans.merge(field, new Span(at, at), Span::stretchedBy));
                newMarks.merge(origin.partitionKey(), origin.offset(), Math::max);
                fields = contribution.fields();
            } else if (contribution.fresh() && firstAttempt) {
                throw new FoldedBeforeJournalled(id, origin, mark);
            }
        }
        if (newMarks.isEmpty()) {
            return null;
        }
        List<Bson> filter = new ArrayList<>();
        List<Bson> update = new ArrayList<>();
        filter.add(eq("_id", id));
        newMarks.forEach((partitionKey, offset) -> {
            String field = FiguresDocument.MARKS + "." + partitionKey;
            Long mark = marks.of(id, partitionKey);
            filter.add(mark == null ? exists(field, false) : eq(field, mark));
            update.add(Updates.set(field, offset));
        });
        sums.forEach((field, amount) -> update.add(Updates.inc(field, amount)));
        spans.forEach((field, span) -> {
            update.add(Updates.min(field + "." + FiguresDocument.FIRST, Date.from(span.first())));
            update.add(Updates.max(field + "." + FiguresDocument.LAST, Date.from(span.last())));
        });
        update.add(Updates.inc(FiguresDocument.VERSION, 1L));
        fields.forEach((field, value) -> update.add(Updates.setOnInsert(field, value)));
        return new UpdateOneModel<>(and(filter), Updates.combine(update), new UpdateOptions().upsert(true));
    }

    /** From the earliest to the latest of some instants. */
    private record Span(Instant first, Instant last) {
        private Span stretchedBy(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }

    /**
     * Writes, and answers with the ids whose filter missed: the upsert then runs into the document that is there, and a
     * duplicate key means "read again".
     */
    private static Set<String> bulkWrite(
            MongoCollection<Document> collection, Map<String, UpdateOneModel<Document>> writes) {
        if (writes.isEmpty()) {
            return Set.of();
        }
        List<String> ids = List.copyOf(writes.keySet());
        try {
            collection.bulkWrite(List.copyOf(writes.values()), new BulkWriteOptions().ordered(false));
            return Set.of();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            return e.getWriteErrors().stream()
                    .map(BulkWriteError::getIndex)
                    .map(ids::get)
                    .collect(Collectors.toSet());
        }
    }
}
