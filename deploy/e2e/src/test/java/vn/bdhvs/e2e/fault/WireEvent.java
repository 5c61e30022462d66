package vn.bdhvs.e2e.fault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as it was read from Kafka, by a reader of its own.
 *
 * @param recorded as it says itself, else the broker's append time, in business time
 * @param data the values of the kind's fields, in their order; empty where one is left out
 * @param retracts identity of what it takes back, of which the kind, time and data then are; null if it is no retraction
 */
record WireEvent(
        Kind kind,
        String source,
        String id,
        String subject,
        Instant time,
        Instant recorded,
        List<String> data,
        @Nullable String retracts) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String RETRACTION = "vn.bdhvs.activity-retracted.v1";
    private static final String STRUCTURED = "application/cloudevents+json";

    /**
     * Reads a record in binary or structured mode.
     *
     * @throws RuntimeException if it is no event that can be read
     */
    static WireEvent read(Headers headers, byte @Nullable [] value, Instant appended) {
        Map<String, String> attributes = new HashMap<>();
        JsonNode data;
        if (text(headers.lastHeader("content-type")).startsWith(STRUCTURED)) {
            JsonNode envelope = JSON.readTree(Objects.requireNonNull(value));
            envelope.properties()
                    .forEach(each -> attributes.put(
                            each.getKey(),
                            each.getValue().isString() ? each.getValue().asString() : ""));
            data = envelope.path("data");
        } else {
            headers.forEach(header -> {
                if (header.key().startsWith("ce_")) {
                    attributes.put(header.key().substring(3), text(header));
                }
            });
            data = JSON.readTree(Objects.requireNonNull(value));
        }
        boolean retraction = RETRACTION.equals(attributes.get("type"));
        JsonNode content = retraction ? data.path("data") : data;
        String type = retraction ? data.path("type").asString() : attributes.get("type");
        Kind kind = Objects.requireNonNull(Kind.ofType(type), "unknown type");
        String recorded = attributes.get("recordedtime");
        return new WireEvent(
                kind,
                Objects.requireNonNull(attributes.get("source")).intern(),
                Objects.requireNonNull(attributes.get("id"), "no id"),
                Objects.requireNonNull(attributes.get("subject"), "no subject"),
                OffsetDateTime.parse(retraction ? data.path("time").asString() : attributes.get("time"))
                        .toInstant(),
                recorded == null ? appended : OffsetDateTime.parse(recorded).toInstant(),
                values(kind, field -> at(content, field)),
                retraction
                        ? data.path("source").asString() + " " + data.path("id").asString()
                        : null);
    }

    private static String text(@Nullable Header header) {
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static @Nullable Object at(JsonNode data, String field) {
        JsonNode node = data;
        for (String name : field.split("\\.")) {
            node = node.path(name);
        }
        return node.isValueNode() && !node.isNull() ? node.asString() : null;
    }

    /** The values of a kind's fields, as they are compared. Few differ, so each is kept once. */
    static List<String> values(Kind kind, Function<String, @Nullable Object> at) {
        List<String> values = new ArrayList<>(kind.fields().size());
        for (String field : kind.fields()) {
            Object value = at.apply(field);
            values.add(value == null ? "" : value.toString().intern());
        }
        return values;
    }

    /** What CloudEvents calls the identity of an event; a retraction is what it takes back. */
    String identity() {
        return retracts == null ? source + " " + id : "retracted: " + retracts;
    }

    /** 1, or -1 for a retraction. */
    int sign() {
        return retracts == null ? 1 : -1;
    }

    String campaign() {
        return data.get(0);
    }

    String unit() {
        return data.get(1);
    }

    /** Whether it says the same, whenever it was accepted. */
    boolean saysTheSameAs(WireEvent other) {
        return kind == other.kind
                && subject.equals(other.subject)
                && time.equals(other.time)
                && data.equals(other.data);
    }
}
