package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * An index on any fields, unique or not, sparse or not, partial or not: a sorted map whose keys are the fields' values
 * and the document's id. A partial index only enforces its uniqueness; it answers no query.
 */
final class FieldIndex extends StoredIndex {

    private static final String BUILT = "built ";
    private static final String MULTIKEY = "multikey ";

    private final MVMap<List<Object>, Boolean> entries;
    private final MVMap<String, Boolean> traits;
    private final List<String> fields;
    private final List<String> paths;
    private final List<List<String>> steps;
    private final boolean unique;
    private final @Nullable Document only;
    private volatile boolean multikey;

    FieldIndex(
            String name,
            List<IndexKey> keys,
            boolean sparse,
            boolean unique,
            @Nullable Document only,
            MVMap<List<Object>, Boolean> entries,
            MVMap<String, Boolean> traits) {
        super(name, keys, sparse);
        this.entries = entries;
        this.traits = traits;
        this.unique = unique;
        this.only = only;
        this.multikey = traits.containsKey(MULTIKEY + entries.getName());
        this.fields = keys();
        this.steps = fields.stream().map(Utils::splitPath).toList();
        this.paths = Stream.concat(fields.stream(), Stream.of(IdIndex.ID)).toList();
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public boolean isUnique() {
        return unique;
    }

    @Override
    public int fieldCount() {
        return fields.size();
    }

    @Override
    public boolean isMultikey() {
        return multikey;
    }

    /** What else a partial one depends on is not looked at. */
    @Override
    boolean isConcernedBy(ScalarUpdate update) {
        return only != null || super.isConcernedBy(update);
    }

    boolean answersQueries() {
        return only == null;
    }

    @Override
    public Iterator<List<Object>> between(List<Object> from, List<Object> to, boolean backwards) {
        return entries.cursor(from, to, backwards);
    }

    @Override
    public long countBetween(List<Object> from, List<Object> to) {
        return countBetween(entries, from, to);
    }

    /** False once built, even with no entry: so a sparse index that happens to be empty is not built at each start. */
    @Override
    public boolean isEmpty() {
        return !traits.containsKey(BUILT + entries.getName());
    }

    void built() {
        traits.put(BUILT + entries.getName(), Boolean.TRUE);
    }

    void discard() {
        entries.clear();
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return null; // the index on _id knows
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        if (!unique) {
            return;
        }
        Object id = IdIndex.idOf(document);
        for (List<Object> values : valuesOf(document)) {
            Iterator<List<Object>> same = entries.cursor(values, KeyRange.append(values, BsonOrder.TOP), false);
            while (same.hasNext()) {
                if (BsonOrder.INSTANCE.compare(same.next().get(values.size()), id) != 0) {
                    KeyValue shown = new KeyValue(values.stream()
                            .map(value -> value instanceof Missing ? null : value)
                            .toList());
                    throw new DuplicateKeyError(this, collection, getKeys(), shown);
                }
            }
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        checkAdd(document, collection);
        valuesOf(document).forEach(values -> entries.put(KeyRange.append(values, position), Boolean.TRUE));
    }

    @Override
    public Object remove(Document document) {
        Object id = IdIndex.idOf(document);
        valuesOf(document).forEach(values -> entries.remove(KeyRange.append(values, id)));
        return id;
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        checkAdd(newDocument, collection);
    }

    /** Puts the new keys before it takes the old ones away, so that a reader always finds the document. */
    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {
        Set<List<Object>> before = valuesOf(oldDocument);
        Set<List<Object>> after = valuesOf(newDocument);
        for (List<Object> values : after) {
            if (!before.contains(values)) {
                entries.put(KeyRange.append(values, position), Boolean.TRUE);
            }
        }
        for (List<Object> values : before) {
            if (!after.contains(values)) {
                entries.remove(KeyRange.append(values, position));
            }
        }
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    /** The keys of a document, without its id: none if it is left out, several if it holds arrays. */
    private Set<List<Object>> valuesOf(Document document) {
        Set<List<Object>> keys = new TreeSet<>(BsonOrder.INSTANCE::compareElements);
        if (only != null && !new DefaultQueryMatcher().matches(document, only)) {
            return keys;
        }
        List<Object> single = new ArrayList<>(steps.size());
        boolean present = false;
        for (List<String> path : steps) {
            Object value = valueAt(path, document);
            if (value instanceof Collection<?>) {
                return combinationsOf(document);
            }
            present |= !(value instanceof Missing);
            single.add(Missing.ofNullable(value));
        }
        if (present || !isSparse()) {
            keys.add(single);
        }
        return keys;
    }

    /** What a path leads to, or the first array on the way. */
    private static @Nullable Object valueAt(List<String> path, Document document) {
        Object value = document;
        for (String step : path) {
            if (value instanceof Collection<?>) {
                return value;
            }
            value = value instanceof Document inner ? inner.getOrMissing(step) : Missing.getInstance();
        }
        return value;
    }

    private Set<List<Object>> combinationsOf(Document document) {
        Set<List<Object>> keys = new TreeSet<>(BsonOrder.INSTANCE::compareElements);
        keys.add(List.of());
        boolean present = false;
        for (String field : fields) {
            Set<Object> values = new TreeSet<>(BsonOrder.INSTANCE);
            present |= collect(Utils.getSubdocumentValueCollectionAware(document, field), values);
            if (values.isEmpty()) {
                values.add(Missing.getInstance());
            }
            Set<List<Object>> longer = new TreeSet<>(BsonOrder.INSTANCE::compareElements);
            keys.forEach(key -> values.forEach(value -> longer.add(KeyRange.append(key, value))));
            keys = longer;
        }
        if (keys.size() > 1 && !multikey) {
            traits.put(MULTIKEY + entries.getName(), Boolean.TRUE);
            multikey = true;
        }
        return isSparse() && !present ? Set.of() : keys;
    }

    /** Adds the values, those of arrays one by one; says whether there was any, be it null. */
    private static boolean collect(@Nullable Object found, Set<Object> values) {
        if (found instanceof Collection<?> elements) {
            boolean present = false;
            for (Object element : elements) {
                present |= collect(element, values);
            }
            return present;
        }
        values.add(Missing.ofNullable(found));
        return !(found instanceof Missing);
    }
}
