package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The total order of BSON values that keys are stored in: types in MongoDB's order, numbers by value whatever their
 * type, so that 1 and 1.0 are one key; null and missing are one value.
 *
 * <p>It agrees with the server's own {@link ValueComparator} except where that is not a total order (longs beside
 * doubles beyond 2^53) and on arrays, which are compared element by element here.
 */
final class BsonOrder implements Comparator<@Nullable Object> {

    static final BsonOrder INSTANCE = new BsonOrder();

    /** Sorts after every value; only ever the end of a range, never stored. */
    static final Object TOP = new Object();

    private static final List<Class<?>> TYPES = List.of(
            MinKey.class,
            Missing.class,
            Number.class,
            String.class,
            Document.class,
            Collection.class,
            BinData.class,
            LegacyUUID.class,
            UUID.class,
            ObjectId.class,
            Boolean.class,
            Instant.class,
            BsonTimestamp.class,
            BsonRegularExpression.class);

    private BsonOrder() {}

    @Override
    public int compare(@Nullable Object left, @Nullable Object right) {
        if (left == right) {
            return 0;
        }
        // What nearly all keys are made of: to look for their types first takes longer than to compare them.
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Instant a && right instanceof Instant b) {
            return a.compareTo(b);
        }
        if (left instanceof Number a && right instanceof Number b && isWhole(a) && isWhole(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        int type = type(left);
        int byType = Integer.compare(type, type(right));
        if (byType != 0 || left == null || right == null) {
            return byType;
        }
        if (left instanceof Missing || left instanceof MinKey || left instanceof MaxKey) {
            return 0;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return compareNumbers(a, b);
        }
        if (left instanceof Document a && right instanceof Document b) {
            return compareDocuments(a, b);
        }
        if (left instanceof Collection<?> a && right instanceof Collection<?> b) {
            return compareElements(new ArrayList<>(a), new ArrayList<>(b));
        }
        if (left instanceof BsonRegularExpression || type == TYPES.size()) {
            return left.toString().compareTo(right.toString());
        }
        return ValueComparator.ascWithoutListHandling().compare(left, right);
    }

    /** Compares element by element; a list sorts before its own continuations. */
    int compareElements(List<?> left, List<?> right) {
        int common = Math.min(left.size(), right.size());
        for (int at = 0; at < common; at++) {
            int order = compare(left.get(at), right.get(at));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private int compareDocuments(Document left, Document right) {
        Iterator<Map.Entry<String, Object>> others = right.entrySet().iterator();
        for (Map.Entry<String, Object> field : left.entrySet()) {
            if (!others.hasNext()) {
                return 1;
            }
            Map.Entry<String, Object> other = others.next();
            int order = Integer.compare(type(field.getValue()), type(other.getValue()));
            if (order == 0) {
                order = field.getKey().compareTo(other.getKey());
            }
            if (order == 0) {
                order = compare(field.getValue(), other.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static int compareNumbers(Number left, Number right) {
        if (isWhole(left) && isWhole(right)) {
            return Long.compare(left.longValue(), right.longValue());
        }
        double a = left.doubleValue() + 0.0; // turns -0.0 into 0.0
        double b = right.doubleValue() + 0.0;
        int order = Double.compare(a, b);
        return order != 0 || !Double.isFinite(a) ? order : exact(left).compareTo(exact(right));
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer;
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof Decimal128 decimal) {
            return decimal.toBigDecimal();
        }
        return isWhole(number) ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
    }

    private static int type(@Nullable Object value) {
        if (value == null) {
            return TYPES.indexOf(Missing.class);
        }
        for (int order = 0; order < TYPES.size(); order++) {
            if (TYPES.get(order).isInstance(value)) {
                return order;
            }
        }
        return value == TOP ? TYPES.size() + 2 : value instanceof MaxKey ? TYPES.size() + 1 : TYPES.size();
    }
}
