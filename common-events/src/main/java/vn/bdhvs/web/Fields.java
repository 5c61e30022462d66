package vn.bdhvs.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.clock.Rfc3339;

/**
 * The fields of a report as its sender wrote it, a JSON object or a row of a table, read strictly: nothing is coerced,
 * and what is wrong is gathered, up to twenty things, so that a sender learns of it at once. A wrong field reads as a stand-in; call
 * {@link #requireValid()} before using any value. Names of nested fields are dotted.
 */
public final class Fields {

    /** Most things wrong with one report that are told: who mends these learns of the rest. */
    private static final int MOST_VIOLATIONS = 20;

    /** Longest text that any field may hold, in characters. */
    public static final int MAX_TEXT = 200;

    private static final JsonMapper WIRE = JsonMapper.builder().build();
    private static final String MISSING = "missing";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final JsonNode json;
    private final String prefix;
    private final boolean tabular;
    private final Set<String> known;
    private final List<Violation> violations;

    private Fields(JsonNode json, String prefix, boolean tabular, Set<String> known, List<Violation> violations) {
        this.json = json;
        this.prefix = prefix;
        this.tabular = tabular;
        this.known = known;
        this.violations = violations;
    }

    /** The fields of a JSON object. */
    public static Fields of(ObjectNode json) {
        return new Fields(json, "", false, new LinkedHashSet<>(), new ArrayList<>());
    }

    /**
     * The cells of a row, all of them text, under dotted names. Whole numbers are read from their digits; an empty cell is
     * a field that was left out.
     */
    public static Fields ofCells(Map<String, String> cells) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        cells.forEach((name, value) -> {
            if (!value.isEmpty()) {
                put(json, name, value);
            }
        });
        return new Fields(json, "", true, new LinkedHashSet<>(), new ArrayList<>());
    }

    private static void put(ObjectNode json, String dotted, String value) {
        int dot = dotted.indexOf('.');
        if (dot < 0) {
            json.put(dotted, value);
        } else {
            put(json.withObjectProperty(dotted.substring(0, dot)), dotted.substring(dot + 1), value);
        }
    }

    /** A text that must be there and must not be blank; surrounding blanks are dropped. */
    public String text(String field) {
        JsonNode value = required(field, "a text");
        String text = value == null ? null : text(field, value);
        return text == null ? "" : text;
    }

    /** A text that may be left out; surrounding blanks are dropped. */
    public @Nullable String optionalText(String field) {
        JsonNode value = optional(field);
        return value == null ? null : text(field, value);
    }

    private @Nullable String text(String field, JsonNode value) {
        if (!value.isString()) {
            return wrongType(field, "a text", null);
        }
        String text = value.stringValue().strip();
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            refuse(
                    text.isEmpty() ? "blank" : "out-of-range",
                    field,
                    "'%s' must be 1 to %d characters long".formatted(name(field), MAX_TEXT));
        }
        return text;
    }

    /** A whole number that fits an {@code int}. */
    public int integer(String field) {
        JsonNode value = required(field, "a whole number");
        Integer number = value == null ? null : integer(field, value);
        return number == null ? 1 : number;
    }

    /** A whole number that may be left out. */
    public @Nullable Integer optionalInteger(String field) {
        JsonNode value = optional(field);
        return value == null ? null : integer(field, value);
    }

    private @Nullable Integer integer(String field, JsonNode value) {
        boolean digits = tabular
                && value.isString()
                && WHOLE_NUMBER.matcher(value.stringValue()).matches();
        if (!digits && !value.isIntegralNumber()) {
            return wrongType(field, "a whole number", null);
        }
        long number = digits
                ? Long.parseLong(value.stringValue())
                : value.canConvertToLong() ? value.longValue() : Long.MAX_VALUE;
        if (number != (int) number) {
            refuse(
                    "out-of-range",
                    field,
                    "'%s' must be a whole number of %d at most".formatted(name(field), Integer.MAX_VALUE));
            return null;
        }
        return (int) number;
    }

    /** A time with its offset, cut to milliseconds. */
    public Instant time(String field) {
        String expected = "an RFC 3339 time with an offset, e.g. 2025-03-26T08:30:00+07:00";
        JsonNode value = required(field, expected);
        if (value == null) {
            return Instant.EPOCH;
        }
        if (!value.isString()) {
            return wrongType(field, expected, Instant.EPOCH);
        }
        try {
            return Rfc3339.time(value.stringValue()).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            refuse("wrong-format", field, "'%s' must be %s".formatted(name(field), expected));
            return Instant.EPOCH;
        }
    }

    /** A day of the calendar. */
    public LocalDate day(String field) {
        String expected = "a day, e.g. 2025-03-26";
        JsonNode value = required(field, expected);
        if (value == null) {
            return LocalDate.EPOCH;
        }
        if (!value.isString()) {
            return wrongType(field, expected, LocalDate.EPOCH);
        }
        try {
            return Rfc3339.day(value.stringValue());
        } catch (DateTimeException e) {
            refuse("wrong-format", field, "'%s' must be %s".formatted(name(field), expected));
            return LocalDate.EPOCH;
        }
    }

    /** One of the constants, by its wire name. */
    public <E extends Enum<E>> E constant(String field, Class<E> type) {
        E[] constants = type.getEnumConstants();
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : constants) {
            byName.put(WIRE.convertValue(constant, String.class), constant);
        }
        String allowed = String.join(", ", byName.keySet());
        JsonNode value = required(field, "one of: " + allowed);
        if (value == null) {
            return constants[0];
        }
        E found = value.isString() ? byName.get(value.stringValue()) : null;
        if (found == null) {
            add(new Violation(
                    "unknown-code",
                    name(field),
                    "'%s' must be one of: %s".formatted(name(field), allowed),
                    List.copyOf(byName.keySet())));
            return constants[0];
        }
        return found;
    }

    /** The fields of a nested object. What it lacks is told of its own fields. */
    public Fields object(String field) {
        known.add(name(field));
        JsonNode value = json.get(field);
        boolean object = value != null && value.isObject();
        List<Violation> told = violations;
        if (value != null && !value.isNull() && !object) {
            wrongType(field, "an object", "");
            told = new ArrayList<>();
        }
        return new Fields(
                object ? value : JsonNodeFactory.instance.objectNode(), name(field) + ".", tabular, known, told);
    }

    /** Adds something that is wrong with a field. */
    public void refuse(String reason, String field, String detail) {
        add(Violation.of(reason, name(field), detail));
    }

    private void add(Violation violation) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(violation);
        }
    }

    /** Names of the fields that were asked for, those that only hold others left out. */
    public Set<String> known() {
        Set<String> names = new LinkedHashSet<>(known);
        names.removeIf(name -> known.stream().anyMatch(other -> other.startsWith(name + ".")));
        return names;
    }

    /** Names of the fields that were asked for, have to be there, and are not. */
    public Set<String> missing() {
        Set<String> names = new LinkedHashSet<>();
        violations.stream()
                .filter(violation -> violation.reason().equals(MISSING))
                .forEach(violation -> names.add(violation.field()));
        return names;
    }

    /**
     * Ends the reading: whatever was not asked for is unknown. To be called on the outermost fields.
     *
     * @throws RefusedRequest naming each field that is wrong
     */
    public void requireValid() {
        refuseUnknown(json, prefix);
        if (!violations.isEmpty()) {
            throw RefusedRequest.invalid(violations);
        }
    }

    private void refuseUnknown(JsonNode object, String path) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            if (violations.size() == MOST_VIOLATIONS) {
                return;
            }
            String name = path + property.getKey();
            if (!known.contains(name)) {
                add(new Violation(
                        "unknown-property",
                        name,
                        "'%s' is not a property of this request".formatted(name),
                        known().stream().sorted().toList()));
            } else if (property.getValue().isObject()
                    && known.stream().anyMatch(other -> other.startsWith(name + "."))) {
                refuseUnknown(property.getValue(), name + ".");
            }
        }
    }

    private @Nullable JsonNode optional(String field) {
        known.add(name(field));
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode required(String field, String expected) {
        JsonNode value = optional(field);
        if (value == null) {
            refuse(MISSING, field, "'%s' is missing; it must be %s".formatted(name(field), expected));
        }
        return value;
    }

    private String name(String field) {
        return prefix + field;
    }

    private <T extends @Nullable Object> T wrongType(String field, String expected, T standIn) {
        refuse("wrong-type", field, "'%s' must be %s".formatted(name(field), expected));
        return standIn;
    }
}
