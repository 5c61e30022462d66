package vn.bdhvs.local.mongo;

import java.util.Iterator;
import java.util.List;

/** Keys in {@link BsonOrder}, each a value per path; the last path is always the document's id. */
interface SortedKeys {

    List<String> paths();

    /** Whether documents that have none of the fields are left out. */
    boolean isSparse();

    /** How many paths are the index's own; only these are demanded of a document by a sparse or a unique index. */
    int fieldCount();

    /** Whether at most one document has given values for all fields of the index. */
    boolean isUnique();

    /** Whether some document has several keys, having an array with several values at a path. */
    boolean isMultikey();

    /** The keys from one to another, both included, as they stand at the time of the call. */
    Iterator<List<Object>> between(List<Object> from, List<Object> to, boolean backwards);

    /** How many keys lie between two of them, both included, found without reading these keys. */
    long countBetween(List<Object> from, List<Object> to);
}
