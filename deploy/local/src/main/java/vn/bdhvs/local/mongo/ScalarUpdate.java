package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.NumericUtils;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An update that removes fields, and sets, adds, lowers or raises scalars below documents, whatever their number. The server itself takes each
 * path apart anew on each of its levels and compares each with each other, which for the hundreds of sums in one fold takes
 * a hundred times as long as adding them. What is anything else, or wrong, is left to the server.
 */
final class ScalarUpdate {

    private enum Operator {
        SET,
        UNSET,
        SET_ON_INSERT,
        INC,
        MIN,
        MAX
    }

    private static final Map<String, Operator> OPERATORS = Map.of(
            "$set", Operator.SET,
            "$unset", Operator.UNSET,
            "$setOnInsert", Operator.SET_ON_INSERT,
            "$inc", Operator.INC,
            "$min", Operator.MIN,
            "$max", Operator.MAX);

    private record Change(Operator operator, String[] path, Object operand) {}

    private final Set<String> paths;
    private final List<Change> changes;

    private ScalarUpdate(Set<String> paths, List<Change> changes) {
        this.paths = paths;
        this.changes = changes;
    }

    /** The update as such a one; null if it is not, or if two of its paths conflict. */
    static @Nullable ScalarUpdate of(Document update) {
        List<Change> changes = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (Map.Entry<String, Object> part : update.entrySet()) {
            Operator operator = OPERATORS.get(part.getKey());
            if (operator == null || !(part.getValue() instanceof Document operands)) {
                return null;
            }
            for (Map.Entry<String, Object> each : operands.entrySet()) {
                String path = each.getKey();
                if (!isPlain(path) || !isScalar(each.getValue(), operator) || !paths.add(path)) {
                    return null;
                }
                changes.add(new Change(operator, path.split("\\."), each.getValue()));
            }
        }
        boolean conflicting = paths.stream().anyMatch(path -> isBelowAnother(path, paths));
        return changes.isEmpty() || conflicting ? null : new ScalarUpdate(paths, changes);
    }

    private static boolean isPlain(String path) {
        return !path.isEmpty()
                && !path.startsWith(".")
                && !path.endsWith(".")
                && !path.contains("..")
                && path.indexOf('$') < 0
                && !path.equals(IdIndex.ID)
                && !path.startsWith(IdIndex.ID + ".");
    }

    private static boolean isScalar(@Nullable Object operand, Operator operator) {
        if (operator == Operator.UNSET) {
            return operand != null;
        }
        boolean whole = operand instanceof Long || operand instanceof Integer;
        return operator == Operator.INC
                ? whole
                : whole || operand instanceof String || operand instanceof Instant || operand instanceof Boolean;
    }

    private static boolean isBelowAnother(String path, Set<String> paths) {
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (paths.contains(path.substring(0, dot))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it can change what an index on these fields holds. */
    boolean concerns(List<String> fields) {
        return paths.stream().anyMatch(path -> fields.stream()
                .anyMatch(field -> path.equals(field) || path.startsWith(field + ".") || field.startsWith(path + ".")));
    }

    /** What became of a document. */
    enum Outcome {
        CHANGED,
        UNCHANGED,
        /** It holds, on one of the paths, what only the server can judge; it may have been changed in part. */
        UNFIT
    }

    /**
     * Updates a document in place.
     *
     * @param inserting whether it is about to be inserted
     */
    Outcome applyTo(Document document, boolean inserting) {
        boolean changed = false;
        for (Change change : changes) {
            if (change.operator() != Operator.SET_ON_INSERT || inserting) {
                Outcome outcome =
                        change.operator() == Operator.UNSET ? remove(document, change.path()) : apply(document, change);
                if (outcome == Outcome.UNFIT) {
                    return outcome;
                }
                changed |= outcome == Outcome.CHANGED;
            }
        }
        return changed ? Outcome.CHANGED : Outcome.UNCHANGED;
    }

    private static @Nullable Document parent(Document root, String[] path) {
        Document parent = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object child = parent.getOrMissing(path[i]);
            if (child instanceof Missing) {
                child = new Document();
                parent.put(path[i], child);
            }
            if (!(child instanceof Document document)) {
                return null;
            }
            parent = document;
        }
        return parent;
    }

    private static Outcome remove(Document root, String[] path) {
        Document parent = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object child = parent.getOrMissing(path[i]);
            if (!(child instanceof Document document)) {
                return child instanceof Missing ? Outcome.UNCHANGED : Outcome.UNFIT;
            }
            parent = document;
        }
        String field = path[path.length - 1];
        boolean there = parent.containsKey(field);
        parent.remove(field);
        return there ? Outcome.CHANGED : Outcome.UNCHANGED;
    }

    private static Outcome apply(Document root, Change change) {
        Document parent = parent(root, change.path());
        if (parent == null) {
            return Outcome.UNFIT;
        }
        String field = change.path()[change.path().length - 1];
        Object before = parent.getOrMissing(field);
        Object after = before instanceof Missing ? change.operand() : changed(change, before);
        if (after == null) {
            return Outcome.UNFIT;
        }
        if (after.equals(before)) {
            return Outcome.UNCHANGED;
        }
        parent.put(field, after);
        return Outcome.CHANGED;
    }

    private static @Nullable Object changed(Change change, @Nullable Object before) {
        Object operand = change.operand();
        return switch (change.operator()) {
            case SET, SET_ON_INSERT -> operand;
            case UNSET -> null;
            case INC ->
                before instanceof Long || before instanceof Integer
                        ? NumericUtils.addNumbers((Number) before, (Number) operand)
                        : null;
            case MIN, MAX -> {
                if (before == null || before.getClass() != operand.getClass()) {
                    yield null;
                }
                boolean lower = BsonOrder.INSTANCE.compare(operand, before) < 0;
                yield lower == (change.operator() == Operator.MIN) ? operand : before;
            }
        };
    }
}
