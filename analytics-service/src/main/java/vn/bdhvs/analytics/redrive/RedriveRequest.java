package vn.bdhvs.analytics.redrive;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.rejection.RejectedRecords;
import vn.bdhvs.analytics.rejection.RejectionFilter;

/**
 * Which rejected records are to be put back, said in the query or in a JSON object. A name that is not known is refused:
 * a filter that was misspelt must not put back everything.
 */
record RedriveRequest(
        @Parameter(description = "Only this reason, e.g. unknown-unit") @Nullable
        String reason,

        @Parameter(description = "Only this CloudEvents source; ? stands for records too broken to name one") @Nullable
        String source,

        @Parameter(description = "Only records of this topic, e.g. class-held") @Nullable
        String topic,

        @Parameter(description = "Taken by the broker on this local day or later, or at this time or later") @Nullable
        String from,

        @Parameter(description = "Taken by the broker on this local day or earlier, or before this time") @Nullable
        String to,

        @Parameter(description = "Only the record of this origin, topicId:partition:offset") @Nullable
        String origin,

        @Parameter(
                description = "true puts back once more what was put back before",
                schema = @Schema(type = "boolean"))
        @Nullable
        String again) {

    private static final List<String> NAMES = List.of("reason", "source", "topic", "from", "to", "origin", "again");

    /**
     * Reads a request.
     *
     * @param body a JSON object; null or blank if there is none
     * @throws UnanswerableQuestion if a name is unknown or said twice, or the body is no such object
     */
    static RedriveRequest read(MultiValueMap<String, String> query, @Nullable String body, JsonMapper json) {
        Map<String, String> said = new HashMap<>();
        query.forEach((name, values) -> {
            if (values.size() > 1) {
                throw refused(name, "it is said more than once");
            }
            put(said, name, values.get(0));
        });
        if (body != null && !body.isBlank()) {
            object(body, json).forEachEntry((name, value) -> put(said, name, text(name, value)));
        }
        return new RedriveRequest(
                said.get("reason"),
                said.get("source"),
                said.get("topic"),
                said.get("from"),
                said.get("to"),
                said.get("origin"),
                said.get("again"));
    }

    private static ObjectNode object(String body, JsonMapper json) {
        try {
            if (json.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // Said below.
        }
        throw refused("body", "the body must be one JSON object, or left out");
    }

    private static @Nullable String text(String name, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isString() || (name.equals("again") && value.isBoolean())) {
            return value.asString();
        }
        throw refused(name, name.equals("again") ? "it is true or false" : "it is a text");
    }

    private static void put(Map<String, String> said, String name, @Nullable String value) {
        if (!NAMES.contains(name)) {
            throw refused(name, "'%s' is not one of: %s".formatted(name, String.join(", ", NAMES)));
        }
        if (value != null && said.putIfAbsent(name, value) != null) {
            throw refused(name, "it is said more than once");
        }
    }

    /** Whether what was put back before is to be put back once more. */
    boolean isAgain() {
        if (again != null && !again.equals("true") && !again.equals("false")) {
            throw refused("again", "'%s' is not one of: true, false".formatted(again));
        }
        return Boolean.parseBoolean(again);
    }

    RejectedRecords.Question question(ZoneId zone) {
        return new RejectionFilter(reason, source, topic, from, to).question(zone);
    }

    /** The only record asked for; null if it is not one. It must then be what the other filters say, too. */
    @Nullable
    Origin only() {
        if (origin == null) {
            return null;
        }
        return Origin.parse(origin)
                .orElseThrow(() -> refused("origin", "an origin looks like topicId:partition:offset"));
    }

    private static UnanswerableQuestion refused(String field, String detail) {
        return new UnanswerableQuestion(HttpStatus.BAD_REQUEST, field, detail);
    }
}
