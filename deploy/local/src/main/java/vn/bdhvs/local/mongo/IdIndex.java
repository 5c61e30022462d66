package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The index on {@code _id}: the documents' own map, which is sorted by it, so there is nothing to keep in step. */
final class IdIndex extends StoredIndex {

    static final String ID = "_id";

    private final MVMap<List<Object>, ?> documents;

    IdIndex(String name, List<IndexKey> keys, MVMap<List<Object>, ?> documents) {
        super(name, keys, false);
        this.documents = documents;
    }

    @Override
    public List<String> paths() {
        return List.of(ID);
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public int fieldCount() {
        return 1;
    }

    @Override
    public boolean isMultikey() {
        return false;
    }

    @Override
    public Iterator<List<Object>> between(List<Object> from, List<Object> to, boolean backwards) {
        return documents.cursor(from, to, backwards);
    }

    @Override
    public long countBetween(List<Object> from, List<Object> to) {
        return countBetween(documents, from, to);
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        Object id = idOf(document);
        return documents.containsKey(List.of(id)) ? id : null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        if (getPosition(document) != null) {
            throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(document.get(ID)));
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {}

    @Override
    public Object remove(Document document) {
        return idOf(document);
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {}

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {}

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    static Object idOf(Document document) {
        return Missing.ofNullable(document.getOrMissing(ID));
    }
}
