package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/**
 * An index kept in the store. Queries are not put to it through the server's own protocol for indexes, which knows only
 * queries for exactly an index's fields, but by {@link KeyRange}.
 */
abstract class StoredIndex extends Index<Object> implements SortedKeys {

    StoredIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    @Override
    public boolean isSparse() {
        return super.isSparse();
    }

    @Override
    public final boolean canHandle(Document query) {
        return false;
    }

    @Override
    public final Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException("queries go through KeyRange");
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {}
}
