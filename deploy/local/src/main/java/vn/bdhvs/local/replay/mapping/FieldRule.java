package vn.bdhvs.local.replay.mapping;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How one field of the API is had from a row: a text from columns, and what a table, spread or time makes of it. */
final class FieldRule {

    private static final List<String> TEXT_KEYS =
            List.of("of", "blank", "table", "contains", "ignoreCase", "otherwise", "spread");
    private static final List<String> NUMBER_KEYS =
            List.of("of", "blank", "table", "contains", "ignoreCase", "otherwise");
    private static final List<String> TIME_KEYS = List.of("of", "blank", "formats", "at", "zone", "shiftDays", "wrap");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Field field;
    private final Source source;
    private final Outcome blank;
    private final @Nullable Table table;
    private final @Nullable Spread spread;
    private final @Nullable Moments moments;

    private FieldRule(
            Field field,
            Source source,
            Outcome blank,
            @Nullable Table table,
            @Nullable Spread spread,
            @Nullable Moments moments) {
        this.field = field;
        this.source = source;
        this.blank = blank;
        this.table = table;
        this.spread = spread;
        this.moments = moments;
    }

    static FieldRule read(Field field, String path, JsonNode node) {
        boolean inFull = node.isObject();
        JsonNode full = inFull ? node : JsonNodeFactory.instance.objectNode().set("of", node);
        Section rule = Section.of(path, full, keys(field));
        String where = inFull ? rule.path("of") : path;
        List<String> templates = Section.texts(where, rule.required("of"));
        Source source = Source.parse(where, templates);
        if (source.isConstant() && field.type() == Field.Type.TIME) {
            throw new MappingError(where, "must be had from a column, such as \"{Ngày}\"");
        }
        Table table = Table.read(rule, (place, outcome) -> check(field, place, outcome));
        if (source.isConstant() && table == null) {
            check(field, where, new Outcome.Use(templates.get(0)));
        }
        Outcome whenBlank = field.required() ? new Outcome.Reject("is blank") : Outcome.OMIT;
        JsonNode blank = rule.get("blank");
        JsonNode spread = rule.get("spread");
        if (blank != null) {
            whenBlank = check(field, rule.path("blank"), Outcome.read(rule.path("blank"), blank));
        }
        if (spread != null && !field.name().equals("unit")) {
            throw new MappingError(rule.path("spread"), "gives communes, so only the field unit can have it");
        }
        if (spread != null && rule.get("otherwise") != null) {
            throw new MappingError(rule.path("otherwise"), "never comes to pass: the spread has an answer for all");
        }
        return new FieldRule(
                field,
                source,
                whenBlank,
                table,
                spread == null ? null : Spread.read(rule.path("spread"), spread),
                field.type() == Field.Type.TIME ? Moments.read(rule) : null);
    }

    private static List<String> keys(Field field) {
        return switch (field.type()) {
            case TEXT -> TEXT_KEYS;
            case INTEGER -> NUMBER_KEYS;
            case TIME -> TIME_KEYS;
        };
    }

    /** A value that the mapping itself names must be one that the field can have. */
    private static Outcome check(Field field, String path, Outcome outcome) {
        if (outcome instanceof Outcome.Use use && field.type() != Field.Type.TIME) {
            Outcome judged = judge(field, use.value());
            if (judged instanceof Outcome.Reject reject) {
                throw new MappingError(path, reject.reason());
            }
        }
        return outcome;
    }

    private static Outcome judge(Field field, String value) {
        if (!field.allowed().isEmpty() && !field.allowed().contains(value)) {
            return new Outcome.Reject(
                    "'%s' is not known; one of: %s".formatted(value, String.join(", ", field.allowed())));
        }
        if (field.type() == Field.Type.INTEGER && !WHOLE_NUMBER.matcher(value).matches()) {
            return new Outcome.Reject("'%s' is not a whole number".formatted(value));
        }
        return new Outcome.Use(value);
    }

    Field field() {
        return field;
    }

    Set<String> columns() {
        return source.columns();
    }

    Outcome of(Row row) {
        String text = source.text(row);
        if (text == null) {
            return blank;
        }
        if (moments != null) {
            return moments.of(text);
        }
        Outcome found = table == null ? null : table.find(text);
        if (found == null && spread != null) {
            return new Outcome.Use(spread.commune(text));
        }
        boolean isItself =
                field.type() == Field.Type.INTEGER && WHOLE_NUMBER.matcher(text).matches();
        if (table == null || (found == null && isItself)) {
            return judge(field, text);
        }
        return found == null ? table.otherwise(text) : found;
    }
}
