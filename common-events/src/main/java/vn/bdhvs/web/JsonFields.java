package vn.bdhvs.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.campaign.Violation;

/**
 * The fields of a JSON object, read strictly: nothing is coerced, and everything wrong is gathered, so that a sender
 * learns of it all at once. A wrong field reads as a stand-in; call {@link #requireValid()} before using any value.
 */
public final class JsonFields {

    private static final JsonMapper WIRE = JsonMapper.builder().build();

    private final JsonNode json;
    private final Set<String> known = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    JsonFields(JsonNode json) {
        this.json = json;
    }

    /** A text that must be there and must not be blank. */
    public String text(String field) {
        JsonNode value = required(field, "a text");
        if (value == null) {
            return "";
        }
        if (!value.isString()) {
            return wrongType(field, "a text", "");
        }
        if (value.stringValue().isBlank()) {
            add("blank", field, "'%s' is blank".formatted(field));
        }
        return value.stringValue();
    }

    /** A text that may be left out; surrounding blanks are dropped. */
    public @Nullable String optionalText(String field, int maxLength) {
        known.add(field);
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            return wrongType(field, "a text", null);
        }
        String text = value.stringValue().strip();
        if (text.isEmpty() || text.length() > maxLength) {
            add("out-of-range", field, "'%s' must be 1 to %d characters long".formatted(field, maxLength));
        }
        return text;
    }

    /** A whole number that fits an {@code int}. */
    public int integer(String field) {
        JsonNode value = required(field, "a whole number");
        if (value == null) {
            return 1;
        }
        if (!value.isIntegralNumber()) {
            return wrongType(field, "a whole number", 1);
        }
        if (!value.canConvertToInt()) {
            add("out-of-range", field, "'%s' must be at most %d".formatted(field, Integer.MAX_VALUE));
            return 1;
        }
        return value.intValue();
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
            return OffsetDateTime.parse(value.stringValue()).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            add("wrong-format", field, "'%s' must be %s".formatted(field, expected));
            return Instant.EPOCH;
        }
    }

    /** One of the constants, by its wire name. */
    public <E extends Enum<E>> E constant(String field, Class<E> type) {
        E[] constants = type.getEnumConstants();
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : constants) {
            byName.put(WIRE.convertValue(constant, String.class), constant);
        }
        JsonNode value = required(field, "one of: " + String.join(", ", byName.keySet()));
        if (value == null) {
            return constants[0];
        }
        E found = value.isString() ? byName.get(value.stringValue()) : null;
        if (found == null) {
            violations.add(new Violation(
                    "unknown-code",
                    field,
                    "'%s' must be one of: %s".formatted(field, String.join(", ", byName.keySet())),
                    List.copyOf(byName.keySet())));
            return constants[0];
        }
        return found;
    }

    /**
     * Ends the reading: whatever was not asked for is unknown.
     *
     * @throws RefusedRequest naming each field that is wrong
     */
    public void requireValid() {
        for (String name : json.propertyNames()) {
            if (!known.contains(name)) {
                violations.add(new Violation(
                        "unknown-property",
                        name,
                        "'%s' is not a property of this request".formatted(name),
                        known.stream().sorted().toList()));
            }
        }
        if (!violations.isEmpty()) {
            throw RefusedRequest.invalid(violations);
        }
    }

    private @Nullable JsonNode required(String field, String expected) {
        known.add(field);
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            add("missing", field, "'%s' is missing; it must be %s".formatted(field, expected));
            return null;
        }
        return value;
    }

    private <T extends @Nullable Object> T wrongType(String field, String expected, T standIn) {
        add("wrong-type", field, "'%s' must be %s".formatted(field, expected));
        return standIn;
    }

    private void add(String reason, String field, String detail) {
        violations.add(Violation.of(reason, field, detail));
    }
}
