package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a query demands of one field, as far as sorted keys can answer it: one of some values ({@code anyOf}), or a
 * range. Nothing is lost by leaving a demand out, because whatever the keys yield is matched against the whole query.
 */
record Condition(
        @Nullable List<Object> anyOf,
        @Nullable Bound lower,
        @Nullable Bound upper) {

    /** An end of a range. */
    record Bound(Object value, boolean inclusive) {}

    /** The usable conditions of a query and of its {@code $and} parts, by field path. */
    static Map<String, Condition> allOf(Document query) {
        Map<String, Condition> conditions = new HashMap<>();
        query.forEach((path, wanted) -> {
            if (path.equals("$and") && wanted instanceof Collection<?> parts) {
                for (Object part : parts) {
                    if (part instanceof Document document) {
                        allOf(document).forEach(conditions::putIfAbsent);
                    }
                }
            } else if (!path.startsWith("$")) {
                Condition condition = of(wanted);
                if (condition != null) {
                    conditions.putIfAbsent(path, condition);
                }
            }
        });
        return conditions;
    }

    private static @Nullable Condition of(@Nullable Object wanted) {
        if (!(wanted instanceof Document operators)
                || operators.keySet().stream().noneMatch(field -> field.startsWith("$"))) {
            return anyOf(Collections.singletonList(wanted));
        }
        if (operators.containsKey("$eq")) {
            return anyOf(Collections.singletonList(operators.get("$eq")));
        }
        if (operators.get("$in") instanceof Collection<?> values) {
            return anyOf(values);
        }
        Bound lower = bound(operators, "$gt", "$gte");
        Bound upper = bound(operators, "$lt", "$lte");
        return lower == null && upper == null ? null : new Condition(null, lower, upper);
    }

    private static @Nullable Condition anyOf(Collection<?> values) {
        Collection<Object> distinct = new TreeSet<>(BsonOrder.INSTANCE);
        for (Object value : values) {
            if (value instanceof Collection || (value != null && BsonRegularExpression.isRegularExpression(value))) {
                return null;
            }
            distinct.add(value == null ? Missing.getInstance() : value);
        }
        return new Condition(new ArrayList<>(distinct), null, null);
    }

    private static @Nullable Bound bound(Document operators, String exclusive, String inclusive) {
        String operator = operators.containsKey(exclusive) ? exclusive : inclusive;
        Object value = operators.get(operator);
        if (value == null
                || value instanceof Missing
                || value instanceof Collection
                || value instanceof MinKey
                || value instanceof MaxKey) {
            return null;
        }
        return new Bound(value, operator.equals(inclusive));
    }

    /** Whether a document without the field can never match. */
    boolean excludesMissing() {
        return anyOf == null || anyOf.stream().noneMatch(Missing.class::isInstance);
    }

    boolean isOneValue() {
        return anyOf != null && anyOf.size() == 1;
    }
}
