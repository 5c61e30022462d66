package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;

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

    /** Whether an update can change what it holds of a document. */
    boolean isConcernedBy(ScalarUpdate update) {
        return update.concerns(keys());
    }

    /** From the first, up to the last but without it. The maps of the store count the keys below each of their pages. */
    static long countBetween(MVMap<List<Object>, ?> map, List<Object> from, List<Object> to) {
        long first = map.getKeyIndex(from);
        long last = map.getKeyIndex(to);
        long below = first < 0 ? -first - 1 : first;
        long upTo = last < 0 ? -last - 1 : last;
        return Math.max(0, upTo - below);
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
