package vn.bdhvs.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A made-up report, as a district's service would send it.
 *
 * @param key under which it is sent, however often
 * @param json one line
 */
record Report(Kind kind, Place place, String key, String json) {

    private static final String LABEL = "demo-";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A report that the client has a name of its own for. The name follows from the content and the dice, so that dice
     * that are thrown again alike make the same report, not another one.
     */
    static Report of(Kind kind, Place place, Object content, RandomGenerator random) {
        ObjectNode tree = JSON.valueToTree(content);
        String reference = LABEL + hash(random.nextLong() + tree.toString());
        tree.put("clientReference", reference);
        return new Report(kind, place, reference, tree.toString());
    }

    /** A report that says it all, and is the same whoever sends it again. */
    static Report named(Kind kind, Place place, Object content, String name) {
        return new Report(kind, place, LABEL + name, JSON.writeValueAsString(content));
    }

    /** The same name for the same text. */
    static String hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** RFC 3339, in whole seconds that have begun. */
    static String time(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }
}
