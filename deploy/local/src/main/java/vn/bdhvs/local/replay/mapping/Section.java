package vn.bdhvs.local.replay.mapping;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One object of the YAML, read strictly: what is not known is refused by name, what is wrong by its path. */
final class Section {

    private final String path;
    private final JsonNode node;

    private Section(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    static Section of(String path, JsonNode node, List<String> allowed) {
        if (!node.isObject()) {
            throw new MappingError(path, "must hold keys and values; allowed: " + String.join(", ", allowed));
        }
        for (String key : node.propertyNames()) {
            if (!allowed.contains(key)) {
                throw new MappingError(
                        path, "there is no key '%s'; allowed: %s".formatted(key, String.join(", ", allowed)));
            }
        }
        return new Section(path, node);
    }

    String path() {
        return path;
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** What the key holds; null if it is absent or holds nothing. */
    @Nullable
    JsonNode get(String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    JsonNode required(String key) {
        JsonNode value = get(key);
        if (value == null) {
            throw new MappingError(path(key), "is missing");
        }
        return value;
    }

    String text(String key) {
        return text(path(key), required(key));
    }

    String text(String key, String otherwise) {
        JsonNode value = get(key);
        return value == null ? otherwise : text(path(key), value);
    }

    /** One text, or a list of them. */
    List<String> texts(String key) {
        return texts(path(key), required(key));
    }

    static List<String> texts(String path, JsonNode value) {
        if (!value.isArray()) {
            return List.of(text(path, value));
        }
        List<String> texts = new ArrayList<>();
        value.forEach(each -> texts.add(text(path, each)));
        if (texts.isEmpty()) {
            throw new MappingError(path, "is an empty list");
        }
        return texts;
    }

    static String text(String path, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new MappingError(path, "must be a single value");
        }
        return Texts.composed(value.asString());
    }

    int integer(String key, int otherwise) {
        JsonNode value = get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new MappingError(path(key), "must be a whole number");
        }
        return value.intValue();
    }

    boolean flag(String key) {
        JsonNode value = get(key);
        if (value != null && !value.isBoolean()) {
            throw new MappingError(path(key), "must be true or false");
        }
        return value != null && value.booleanValue();
    }

    LocalDate date(String key) {
        try {
            return LocalDate.parse(text(key));
        } catch (DateTimeParseException e) {
            throw new MappingError(path(key), "must be a date such as 2025-03-01");
        }
    }

    /** The entries of an object whose keys are free. */
    Map<String, JsonNode> entries(String key) {
        JsonNode value = required(key);
        if (!value.isObject()) {
            throw new MappingError(path(key), "must hold keys and values");
        }
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        value.properties().forEach(entry -> entries.put(Texts.composed(entry.getKey()), entry.getValue()));
        return entries;
    }
}
