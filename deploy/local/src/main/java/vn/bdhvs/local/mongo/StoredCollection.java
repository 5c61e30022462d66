package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one collection, sorted by id. One writer at a time; readers never wait, because each is
 * given a document of its own, as it was stored last.
 */
final class StoredCollection extends AbstractMongoCollection<Object> {

    private final MVMap<List<Object>, byte[]> documents;
    private final CommitGate gate;
    private volatile List<StoredIndex> answering = List.of();

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            MVMap<List<Object>, byte[]> documents,
            CommitGate gate) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.gate = gate;
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        Map<String, Condition> conditions = Condition.allOf(query);
        Optional<KeyRange> best = answering.stream()
                .map(index -> KeyRange.of(index, conditions))
                .filter(range ->
                        range.selectivity() > 0 || range.descendingFor(orderBy).isPresent())
                .max(Comparator.comparingInt(KeyRange::selectivity)
                        .thenComparing(range -> range.descendingFor(orderBy).isPresent()));
        if (best.isEmpty()) {
            return matchDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
        }
        Optional<Boolean> descending = best.get().descendingFor(orderBy);
        Comparator<Document> order = descending.isPresent() ? null : comparator(orderBy);
        Stream<Document> found =
                best.get().ids(descending.orElse(false)).map(this::getDocument).filter(Objects::nonNull);
        return match(best.get().unanswered(query), found, order, numberToSkip, limit, batchSize, fieldSelector);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        Stream<Document> all = documents.values().stream().map(StoredDocument::decode);
        return match(query, all, comparator(orderBy), numberToSkip, limit, batchSize, fieldSelector);
    }

    private QueryResult match(
            Document query,
            Stream<Document> found,
            @Nullable Comparator<Document> order,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        return matchDocumentsFromStream(query, found, numberToSkip, limit, batchSize, order, fieldSelector);
    }

    private static @Nullable Comparator<Document> comparator(@Nullable Document orderBy) {
        boolean natural = orderBy == null || orderBy.isEmpty() || orderBy.containsKey("$natural");
        return natural ? null : new DocumentComparator(orderBy);
    }

    /** With a matcher of its own: the shared one remembers the last position for the positional operator. */
    @Override
    protected boolean documentMatchesQuery(Document document, Document query) {
        return new DefaultQueryMatcher().matches(document, query);
    }

    /** Its callers have passed the gate, or are opening a database, whose lock they hold: here it would be too late. */
    @Override
    public synchronized void addIndex(Index<Object> index) {
        try {
            super.addIndex(index);
        } catch (RuntimeException e) {
            if (index instanceof FieldIndex failed && failed.isEmpty()) {
                failed.discard();
            }
            throw e;
        }
        if (index instanceof FieldIndex built && built.isEmpty()) {
            built.built();
        }
        refreshAnswering();
    }

    @Override
    public synchronized void dropIndex(String indexName) {
        super.dropIndex(indexName);
        refreshAnswering();
    }

    private void refreshAnswering() {
        answering = getIndexes().stream()
                .map(StoredIndex.class::cast)
                .filter(index -> !(index instanceof FieldIndex field) || field.answersQueries())
                .toList();
    }

    /** One writer at a time, and no commit before it is done. */
    private <T> T write(Supplier<T> write) {
        return gate.pass(() -> {
            synchronized (this) {
                return write.get();
            }
        });
    }

    private void write(Runnable write) {
        write(() -> {
            write.run();
            return true;
        });
    }

    @Override
    public void addDocument(Document document) {
        write(() -> super.addDocument(document));
    }

    @Override
    public void addDocuments(Stream<Document> added) {
        write(() -> super.addDocuments(added));
    }

    @Override
    public Document findAndModify(Document query) {
        return write(() -> super.findAndModify(query));
    }

    @Override
    public int deleteDocuments(Document selector, int limit, Oplog oplog) {
        return write(() -> super.deleteDocuments(selector, limit, oplog));
    }

    @Override
    public Document updateDocuments(
            Document selector,
            Document updateQuery,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        ScalarUpdate scalars = isMulti ? null : ScalarUpdate.of(updateQuery);
        return write(() -> {
            Document result = scalars == null ? null : update(selector, scalars, arrayFilters, isUpsert, oplog);
            return result == null
                    ? super.updateDocuments(selector, updateQuery, arrayFilters, isMulti, isUpsert, oplog)
                    : result;
        });
    }

    /** As the server does it; null, with nothing done, where only the server can. */
    private @Nullable Document update(
            Document selector, ScalarUpdate update, ArrayFilters arrayFilters, boolean isUpsert, Oplog oplog) {
        Iterator<Document> found = queryDocuments(selector, null, 0, 1, 0, null).iterator();
        if (!found.hasNext()) {
            Document fields = new Document();
            boolean fit =
                    isUpsert && namesIdOnly(selector) && update.applyTo(fields, true) != ScalarUpdate.Outcome.UNFIT;
            return fit
                    ? super.updateDocuments(selector, new Document("$set", fields), arrayFilters, false, true, oplog)
                    : null;
        }
        Document document = found.next();
        List<StoredIndex> concerned = getIndexes().stream()
                .map(StoredIndex.class::cast)
                .filter(index -> index.isConcernedBy(update))
                .toList();
        Document before = concerned.isEmpty() ? document : document.cloneDeeply();
        ScalarUpdate.Outcome outcome = update.applyTo(document, false);
        if (outcome == ScalarUpdate.Outcome.UNFIT) {
            return null;
        }
        boolean changed = outcome == ScalarUpdate.Outcome.CHANGED;
        if (changed) {
            Object id = IdIndex.idOf(document);
            concerned.forEach(index -> index.checkUpdate(before, document, this));
            concerned.forEach(index -> index.updateInPlace(before, document, id, this));
            handleUpdate(id, before, document);
        }
        return new Document("n", 1).append("nModified", changed ? 1 : 0);
    }

    /** Whether a document that is inserted because none was found takes nothing over from the query but its id. */
    private static boolean namesIdOnly(Document selector) {
        return selector.entrySet().stream()
                .allMatch(each -> each.getKey().equals("$and") && each.getValue() instanceof Collection<?> parts
                        ? parts.stream().allMatch(part -> part instanceof Document document && namesIdOnly(document))
                        : each.getKey().equals(IdIndex.ID)
                                || (each.getValue() instanceof Document demands
                                        && !demands.isEmpty()
                                        && demands.keySet().stream()
                                                .allMatch(key -> key.startsWith("$") && !key.equals("$eq"))));
    }

    @Override
    public void removeDocument(Document document) {
        write(() -> super.removeDocument(document));
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        String idField = getIdField();
        Object id = idField == null
                ? UUID.randomUUID()
                : idField.equals(IdIndex.ID)
                        ? IdIndex.idOf(document)
                        : Missing.ofNullable(Utils.getSubdocumentValue(document, idField));
        documents.put(List.of(id), StoredDocument.encode(document));
        return id;
    }

    @Override
    protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
        documents.put(List.of(position), StoredDocument.encode(newDocument));
    }

    @Override
    protected void removeDocument(Object position) {
        documents.remove(List.of(position));
    }

    @Override
    protected @Nullable Document getDocument(Object position) {
        byte[] stored = documents.get(List.of(position));
        return stored == null ? null : StoredDocument.decode(stored);
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(entry -> new DocumentWithPosition<>(
                        StoredDocument.decode(entry.getValue()), entry.getKey().get(0)));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public int count(@Nullable Document query, int skip, int limit) {
        if (query == null || skip > 0 || limit > 0) {
            return super.count(query, skip, limit);
        }
        Map<String, Condition> conditions = Condition.allOf(query);
        return answering.stream()
                .map(index -> KeyRange.of(index, conditions).countOf(query))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .map(count -> Math.toIntExact(count.getAsLong()))
                .orElseGet(() -> super.count(query, skip, limit));
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {}

    @Override
    protected int getDataSize() {
        return 0;
    }
}
