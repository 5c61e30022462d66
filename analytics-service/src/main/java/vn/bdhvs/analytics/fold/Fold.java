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
import java.util.function.Predicate;
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

    /** Documents that are written at a time: few enough for a slow store to answer before it is taken for dead. */
    private static final int WRITTEN = 1_000;

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

    /** As {@link #apply(MongoCollection, Iterable, Marks, Runnable)}, where nothing is fresh. */
    public Set<String> apply(
            MongoCollection<Document> collection, List<Contribution> contributions, Runnable beforeWrite) {
        Set<String> ids = contributions.stream().map(Contribution::documentId).collect(Collectors.toSet());
        return apply(collection, contributions, readMarks(collection, ids), beforeWrite);
    }

    /**
     * Folds all contributions.
     *
     * @param contributions gone through once, and once more for each time that a race was lost: they need not be kept
     * @param read marks of their documents, read before any fresh record was journalled: nobody can have folded it then
     * @param beforeWrite run after marks were read and before each write that builds on them; what it throws keeps the
     *     write from being made
     * @return ids of the documents that changed
     * @throws FoldedBeforeJournalled if a fresh record lies at or below its document's mark as it was read
     */
    public Set<String> apply(
            MongoCollection<Document> collection,
            Iterable<Contribution> contributions,
            Marks read,
            Runnable beforeWrite) {
        Set<String> changed = new HashSet<>();
        Map<String, Addition> additions = additions(contributions, read, id -> true, true);
        for (int attempt = 1; !additions.isEmpty(); attempt++) {
            if (attempt > ATTEMPTS) {
                throw new IllegalStateException(
                        "marks of %s were moved by others %d times in a row".formatted(additions.keySet(), ATTEMPTS));
            }
            Set<String> lost = write(collection, List.copyOf(additions.values()), beforeWrite);
            changed.addAll(additions.keySet());
            changed.removeAll(lost);
            conflicts.increment(lost.size());
            additions = lost.isEmpty()
                    ? Map.of()
                    : additions(contributions, readMarks(collection, lost), lost::contains, false);
        }
        return changed;
    }

    /** What lies beyond the marks of these documents, by document. */
    private static Map<String, Addition> additions(
            Iterable<Contribution> contributions, Marks marks, Predicate<String> wanted, boolean firstAttempt) {
        Map<String, Addition> additions = new LinkedHashMap<>();
        for (Contribution contribution : contributions) {
            String id = contribution.documentId();
            if (wanted.test(id)) {
                Origin origin = contribution.origin();
                Long mark = marks.of(id, origin.partitionKey());
                if (mark == null || origin.offset() > mark) {
                    additions
                            .computeIfAbsent(id, each -> new Addition(each, marks, contribution.fields()))
                            .add(contribution);
                } else if (contribution.fresh() && firstAttempt) {
                    throw new FoldedBeforeJournalled(id, origin, mark);
                }
            }
        }
        return additions;
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

    /** What is added to one document, all at once. */
    private static final class Addition {

        private final String id;
        private final Marks marks;
        private final Map<String, Object> fields;
        private final Map<String, Long> sums = new HashMap<>();
        private final Map<String, Span> spans = new HashMap<>();
        private final Map<String, Long> newMarks = new HashMap<>();

        private Addition(String id, Marks marks, Map<String, Object> fields) {
            this.id = id;
            this.marks = marks;
            this.fields = fields;
        }

        private void add(Contribution contribution) {
            contribution.increments().forEach((field, amount) -> sums.merge(field, amount, Long::sum));
            contribution.spans().forEach((field, at) -> spans.merge(field, new Span(at, at), Span::stretchedBy));
            newMarks.merge(
                    contribution.origin().partitionKey(), contribution.origin().offset(), Math::max);
        }

        /** The write that holds only while the marks are those that were read. */
        private UpdateOneModel<Document> write() {
            List<Bson> filter = new ArrayList<>();
            filter.add(eq("_id", id));
            Document set = new Document();
            newMarks.forEach((partitionKey, offset) -> {
                String field = FiguresDocument.MARKS + "." + partitionKey;
                Long mark = marks.of(id, partitionKey);
                filter.add(mark == null ? exists(field, false) : eq(field, mark));
                set.append(field, offset);
            });
            Document first = new Document();
            Document last = new Document();
            spans.forEach((field, span) -> {
                first.append(field + "." + FiguresDocument.FIRST, Date.from(span.first()));
                last.append(field + "." + FiguresDocument.LAST, Date.from(span.last()));
            });
            Document increments = new Document(FiguresDocument.VERSION, 1L);
            increments.putAll(sums);
            // As it goes over the wire: builders make an object of each of some hundred sums, several times.
            Document update = new Document("$set", set).append("$inc", increments);
            putIfAny(update, "$min", first);
            putIfAny(update, "$max", last);
            putIfAny(update, "$setOnInsert", new Document(fields));
            return new UpdateOneModel<>(and(filter), update, new UpdateOptions().upsert(true));
        }

        private static void putIfAny(Document update, String operator, Document operands) {
            if (!operands.isEmpty()) {
                update.append(operator, operands);
            }
        }
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
    private static Set<String> write(
            MongoCollection<Document> collection, List<Addition> additions, Runnable beforeWrite) {
        Set<String> lost = new HashSet<>();
        for (int from = 0; from < additions.size(); from += WRITTEN) {
            beforeWrite.run();
            lost.addAll(write(collection, additions.subList(from, Math.min(additions.size(), from + WRITTEN))));
        }
        return lost;
    }

    private static Set<String> write(MongoCollection<Document> collection, List<Addition> additions) {
        try {
            collection.bulkWrite(
                    additions.stream().map(Addition::write).toList(), new BulkWriteOptions().ordered(false));
            return Set.of();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            return e.getWriteErrors().stream()
                    .map(BulkWriteError::getIndex)
                    .map(index -> additions.get(index).id)
                    .collect(Collectors.toSet());
        }
    }
}
