package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The part of some sorted keys that can hold what a query asks for: given values for the first fields of the key, then
 * perhaps a range of the next. It may hold more than matches, never less.
 */
final class KeyRange {

    private static final int MAX_PREFIXES = 10_000;

    private final SortedKeys keys;
    private final List<List<Object>> prefixes;
    private final int fixed;
    private final @Nullable Condition range;
    private final int oneValued;
    private final boolean excludesMissing;

    private KeyRange(
            SortedKeys keys,
            List<List<Object>> prefixes,
            int fixed,
            int oneValued,
            @Nullable Condition range,
            boolean excludesMissing) {
        this.keys = keys;
        this.prefixes = prefixes;
        this.fixed = fixed;
        this.oneValued = oneValued;
        this.range = range;
        this.excludesMissing = excludesMissing;
    }

    static KeyRange of(SortedKeys keys, Map<String, Condition> conditions) {
        List<List<Object>> prefixes = List.of(List.of());
        int fixed = 0;
        int oneValued = 0;
        boolean excludesMissing = false;
        Condition next = null;
        for (String path : keys.paths()) {
            next = conditions.get(path);
            List<Object> values = next == null ? null : next.anyOf();
            if (next == null || values == null || (long) prefixes.size() * values.size() > MAX_PREFIXES) {
                break;
            }
            prefixes = product(prefixes, values);
            excludesMissing |= fixed < keys.fieldCount() && next.excludesMissing();
            oneValued += next.isOneValue() && oneValued == fixed ? 1 : 0;
            fixed++;
            next = null;
        }
        boolean ranged = next != null && next.anyOf() == null;
        return new KeyRange(
                keys,
                prefixes,
                fixed,
                oneValued,
                ranged ? next : null,
                excludesMissing || (ranged && fixed < keys.fieldCount()));
    }

    private static List<List<Object>> product(List<List<Object>> prefixes, List<Object> values) {
        List<List<Object>> longer = new ArrayList<>(prefixes.size() * values.size());
        for (List<Object> prefix : prefixes) {
            for (Object value : values) {
                longer.add(append(prefix, value));
            }
        }
        return longer;
    }

    static List<Object> append(List<Object> prefix, Object value) {
        List<Object> longer = new ArrayList<>(prefix.size() + 1);
        longer.addAll(prefix);
        longer.add(value);
        return longer;
    }

    /** How much this narrows a query: 0 is not at all. */
    int selectivity() {
        if (keys.isSparse() && !excludesMissing) {
            return 0;
        }
        int narrowing = 2 * fixed + (range == null ? 0 : 1);
        return keys.isUnique() && fixed >= keys.fieldCount() ? 1_000 + narrowing : narrowing;
    }

    /** Whether the keys stand in this order: true if read backwards, empty if they do not. */
    Optional<Boolean> descendingFor(@Nullable Document orderBy) {
        boolean incomplete = keys.isSparse() && !excludesMissing;
        if (orderBy == null || orderBy.isEmpty() || keys.isMultikey() || incomplete || oneValued < fixed) {
            return Optional.empty();
        }
        List<String> paths = keys.paths();
        Boolean descending = null;
        int at = fixed;
        for (Map.Entry<String, Object> field : orderBy.entrySet()) {
            if (at == paths.size()) {
                break; // the id has been compared: no two keys are equal
            }
            if (paths.subList(0, fixed).contains(field.getKey())) {
                continue;
            }
            boolean backwards = field.getValue() instanceof Number sign && sign.intValue() < 0;
            if (!paths.get(at++).equals(field.getKey()) || (descending != null && descending != backwards)) {
                return Optional.empty();
            }
            descending = backwards;
        }
        return Optional.of(descending != null && descending);
    }

    /** The ids in this range, each once, in the order of the keys or backwards; read lazily. */
    Stream<Object> ids(boolean descending) {
        Stream<Object> ids = prefixes.stream().flatMap(prefix -> ids(prefix, descending));
        return keys.isMultikey() ? ids.distinct() : ids;
    }

    /**
     * How many documents a query matches, if the keys alone can tell: its only demand is a range of one field, closed at
     * both ends by values of one type, as no other type lies between them.
     */
    OptionalLong countOf(Document query) {
        boolean exact = range != null
                && fixed == 0
                && !keys.isMultikey()
                && query.size() == 1
                && query.get(keys.paths().get(0)) instanceof Document operators
                && operators.size() == 2
                && range.lower() != null
                && range.upper() != null
                && range.lower().value().getClass() == range.upper().value().getClass();
        if (!exact) {
            return OptionalLong.empty();
        }
        Ends ends = ends(List.of());
        return OptionalLong.of(keys.countBetween(ends.first(), ends.last()));
    }

    /** The outermost keys that a range can hold. */
    private record Ends(List<Object> first, List<Object> last) {}

    private Ends ends(List<Object> prefix) {
        List<Object> first = prefix;
        List<Object> last = append(prefix, BsonOrder.TOP);
        if (range != null) {
            Condition.Bound lower = range.lower();
            // Two bounds on a field with several values may be met by two of them: only one bound narrows then.
            Condition.Bound upper = keys.isMultikey() && lower != null ? null : range.upper();
            first = append(prefix, lower == null ? Missing.getInstance() : lower.value());
            if (lower == null || !lower.inclusive()) {
                first = append(first, BsonOrder.TOP);
            }
            if (upper != null) {
                List<Object> end = append(prefix, upper.value());
                last = upper.inclusive() ? append(end, BsonOrder.TOP) : end;
            }
        }
        return new Ends(first, last);
    }

    /**
     * What is left of a query to be matched: all of it, but for a choice of ids, which the ids alone have answered. To find
     * each of a thousand documents in a list of a thousand ids again takes longer than everything else.
     */
    Document unanswered(Document query) {
        boolean answered = keys instanceof IdIndex
                && fixed == 1
                && query.get(IdIndex.ID) instanceof Document operators
                && operators.size() == 1
                && operators.get("$in") instanceof Collection<?> ids
                && ids.stream().allMatch(String.class::isInstance);
        if (!answered) {
            return query;
        }
        Document rest = query.clone();
        rest.remove(IdIndex.ID);
        return rest;
    }

    private Stream<Object> ids(List<Object> prefix, boolean descending) {
        Ends ends = ends(prefix);
        Iterator<List<Object>> found = descending
                ? keys.between(ends.last(), ends.first(), true)
                : keys.between(ends.first(), ends.last(), false);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(found, Spliterator.ORDERED), false)
                .map(key -> key.get(key.size() - 1));
    }
}
