package vn.bdhvs.local.replay.mapping;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A row of which this holds is not sent; how many there were is told under the reason. */
record SkipRule(Predicate<Row> holds, Set<String> columns, String reason) {

    private static final List<String> KEYS = List.of("of", "is", "equals", "before", "formats", "reason");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

    static SkipRule read(String path, JsonNode node) {
        Section rule = Section.of(path, node, KEYS);
        Source of = Source.parse(rule.path("of"), rule.texts("of"));
        Set<String> columns = new HashSet<>(of.columns());
        long conditions = List.of("is", "equals", "before").stream()
                .filter(key -> rule.get(key) != null)
                .count();
        if (conditions != 1) {
            throw new MappingError(path, "must hold exactly one of is, equals, before");
        }
        Predicate<Row> holds;
        if (rule.get("equals") != null) {
            Set<String> values = Set.copyOf(rule.texts("equals"));
            holds = row -> {
                String text = of.text(row);
                return text != null && values.contains(text);
            };
        } else if (rule.get("before") != null) {
            Source other = Source.parse(rule.path("before"), rule.texts("before"));
            columns.addAll(other.columns());
            DateFormats formats = DateFormats.read(rule);
            holds = row -> isBefore(of.text(row), other.text(row), formats);
        } else {
            holds = switch (rule.text("is")) {
                case "blank" -> row -> of.text(row) == null;
                case "not-a-number" ->
                    row -> {
                        String text = of.text(row);
                        return text != null && !NUMBER.matcher(text).matches();
                    };
                default -> throw new MappingError(rule.path("is"), "must be one of blank, not-a-number");
            };
        }
        return new SkipRule(holds, columns, rule.text("reason"));
    }

    /** Texts that are no times are not before anything; the field that needs them says what is wrong. */
    private static boolean isBefore(@Nullable String one, @Nullable String other, DateFormats formats) {
        if (one == null || other == null) {
            return false;
        }
        TemporalAccessor first = formats.parse(one);
        TemporalAccessor second = formats.parse(other);
        if (first instanceof OffsetDateTime a && second instanceof OffsetDateTime b) {
            return a.isBefore(b);
        }
        if (first instanceof LocalDateTime a && second instanceof LocalDateTime b) {
            return a.isBefore(b);
        }
        return first != null && second != null && day(first).isBefore(day(second));
    }

    private static LocalDate day(TemporalAccessor time) {
        return LocalDate.from(time);
    }
}
