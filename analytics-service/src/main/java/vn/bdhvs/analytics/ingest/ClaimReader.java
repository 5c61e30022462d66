package vn.bdhvs.analytics.ingest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import vn.bdhvs.analytics.rejection.Claims;
import vn.bdhvs.event.Retracted;

/**
 * Reads what a record says of itself, however broken it is: CloudEvents attributes from its headers (binary mode) or else
 * from its JSON (structured mode), up to where that breaks off.
 */
final class ClaimReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String HEADER_PREFIX = "ce_";
    private static final String DATA_PREFIX = "data.";
    private static final Set<String> DATA_OBJECTS = Set.of("data", "data.data");
    private static final String UNIT = "unit";
    private static final int LONGEST = 1_000;

    private ClaimReader() {}

    static Claims read(ConsumerRecord<?, byte[]> polled) {
        Map<String, String> json = texts(polled.value());
        Map<String, String> attributes = new HashMap<>();
        for (Header header : polled.headers()) {
            if (header.key().startsWith(HEADER_PREFIX) && header.value() != null) {
                attributes.put(
                        header.key().substring(HEADER_PREFIX.length()),
                        new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        boolean binary = !attributes.isEmpty();
        Map<String, String> claimed = binary ? attributes : json;
        String data = Retracted.TYPE.equals(claimed.get("type")) ? DATA_PREFIX : "";
        return new Claims(
                cut(claimed.get("id")),
                claimed.containsKey("source") ? String.valueOf(cut(claimed.get("source"))) : Claims.UNKNOWN_SOURCE,
                cut(claimed.get("subject")),
                cut(claimed.get("type")),
                cut(claimed.get("referencehash")),
                cut(json.get((binary ? "" : DATA_PREFIX) + data + UNIT)));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /**
     * The texts of a JSON object, and those of the object {@code data} in it and once more in that, where a retraction has
     * what it takes back, before anything in it that is no JSON.
     */
    private static Map<String, String> texts(byte @Nullable [] payload) {
        Map<String, String> texts = new HashMap<>();
        if (payload == null) {
            return texts;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), payload)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readObject(parser, "", texts);
            }
        } catch (RuntimeException e) {
            // As far as it could be read; and no bytes whatever may stop the rejection of the record they are in.
        }
        return texts;
    }

    private static void readObject(JsonParser parser, String prefix, Map<String, String> texts) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                texts.put(name, parser.getString());
            } else if (value == JsonToken.START_OBJECT && DATA_OBJECTS.contains(name)) {
                readObject(parser, name + ".", texts);
            } else {
                parser.skipChildren();
            }
        }
    }
}
