package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/** The collections and indexes of one database, each a map of the store. */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Object> {

    static final String DOCUMENTS = "documents ";
    private static final String INDEX = "index ";
    private static final String TRAITS = "traits";

    private final MVStore store;
    private final CommitGate gate;
    private final Map<String, Document> partial = new HashMap<>();

    StoredDatabase(String name, MVStore store, CommitGate gate, CursorRegistry cursors) {
        super(name, cursors);
        this.store = store;
        this.gate = gate;
        traits(); // every map has to be open, with its types, when the store rewrites chunks
        initializeNamespacesAndIndexes();
    }

    /** Counts what was inserted, as MongoDB does; the stock server counts what was sent. */
    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        Document reply = super.handleCommand(channel, command, query, databases, oplog);
        if (command.equalsIgnoreCase("insert")
                && reply.get("writeErrors") instanceof List<?> errors
                && query.get("documents") instanceof Collection<?> sent) {
            boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
            Object first = ((Document) errors.get(0)).get("index");
            reply.put("n", ordered ? first : (Object) (sent.size() - errors.size()));
        }
        return reply;
    }

    /** With its namespace and the index on the id, or not at all. */
    @Override
    protected MongoCollection<Object> resolveOrCreateCollection(String collectionName) {
        MongoCollection<Object> existing = resolveCollection(collectionName, false);
        return existing != null ? existing : gate.pass(() -> super.resolveOrCreateCollection(collectionName));
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collectionName, CollectionOptions options) {
        return new StoredCollection(this, collectionName, options, cursorRegistry, documents(collectionName), gate);
    }

    private MVMap<List<Object>, byte[]> documents(String collectionName) {
        return store.openMap(
                DOCUMENTS + getFullCollectionNamespace(collectionName),
                new MVMap.Builder<List<Object>, byte[]>()
                        .keyType(StoredKey.TYPE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    @Override
    protected synchronized void addIndex(Document description) {
        if (description.get("partialFilterExpression") instanceof Document filter) {
            partial.put(description.get("ns") + " " + description.get("name"), filter);
        }
        super.addIndex(description);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        boolean onId = keys.size() == 1 && keys.get(0).getKey().equals(IdIndex.ID);
        return onId
                ? new IdIndex(indexName, keys, documents(collectionName))
                : index(collectionName, indexName, keys, sparse, true);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return index(collectionName, indexName, keys, sparse, false);
    }

    private FieldIndex index(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse, boolean unique) {
        String name = indexMap(collectionName, indexName);
        MVMap<List<Object>, Boolean> entries = store.openMap(
                name,
                new MVMap.Builder<List<Object>, Boolean>()
                        .keyType(StoredKey.TYPE)
                        .valueType(Present.TYPE));
        return new FieldIndex(indexName, keys, sparse, unique, filterOf(collectionName, indexName), entries, traits());
    }

    private MVMap<String, Boolean> traits() {
        return store.openMap(
                TRAITS,
                new MVMap.Builder<String, Boolean>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(Present.TYPE));
    }

    private @Nullable Document filterOf(String collectionName, String indexName) {
        String namespace = getFullCollectionNamespace(collectionName);
        MongoCollection<Object> descriptions = indexes.get();
        if (descriptions != null) {
            for (Document description :
                    descriptions.handleQuery(new Document("ns", namespace).append("name", indexName))) {
                return (Document) description.get("partialFilterExpression");
            }
        }
        return partial.get(namespace + " " + indexName);
    }

    @Override
    protected void dropIndex(MongoCollection<Object> collection, String indexName) {
        super.dropIndex(collection, indexName);
        String name = indexMap(collection.getCollectionName(), indexName);
        partial.remove(collection.getFullName() + " " + indexName);
        traits().keySet().removeIf(trait -> trait.endsWith(" " + name));
        store.removeMap(name);
    }

    private String indexMap(String collectionName, String indexName) {
        return INDEX + getFullCollectionNamespace(collectionName) + " " + indexName;
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        super.dropCollection(collectionName, oplog);
        store.removeMap(DOCUMENTS + getFullCollectionNamespace(collectionName));
    }

    @Override
    public void moveCollection(MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
        throw new MongoServerError(115, "CommandNotSupported", "collections cannot be renamed here");
    }

    @Override
    protected long getStorageSize() {
        return store.getFileStore() == null ? 0 : store.getFileStore().size();
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }
}
