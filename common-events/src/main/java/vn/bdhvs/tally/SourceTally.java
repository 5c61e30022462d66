package vn.bdhvs.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a source tells on the compacted topic {@code source-tally}: how many events it accepted in one minute of business
 * time, from its own database, told again when that changes, with a count of 0 when it has lost them all; or up to when it
 * has told all. A minute of which nothing is told had no events.
 *
 * @param source of the events
 * @param minute beginning of the minute in which they were recorded; null if this tells {@code through}
 * @param count of the events
 * @param checksum {@link EventTally#checksum()} of their ids
 * @param through business time up to which all minutes have been told; null if this tells a minute
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceTally(
        String source,
        @Nullable Instant minute,
        @Nullable Long count,
        @Nullable String checksum,
        @Nullable Instant through) {

    public static final String TOPIC = "source-tally";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What one minute held. */
    public static SourceTally of(String source, Instant minute, EventTally tally) {
        return new SourceTally(source, minute, tally.count(), tally.checksum(), null);
    }

    /** That all was told up to a time. */
    public static SourceTally through(String source, Instant through) {
        return new SourceTally(source, null, null, null, through);
    }

    /** Whether it tells a minute or a time, with all that belongs to it. What others put on the topic may not. */
    public boolean isWhole() {
        return source != null && (through != null || (minute != null && count != null && checksum != null));
    }

    /** What it tells of its minute; null if it tells of none, or a checksum that is none. */
    public @Nullable EventTally tally() {
        if (count == null || checksum == null) {
            return null;
        }
        try {
            return new EventTally(count, HexFormat.fromHexDigitsToLong(checksum));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The Kafka key: a later record of the same key takes the place of an earlier one. */
    public String key() {
        return minute == null ? source : source + " " + minute;
    }

    /** The Kafka value. */
    public byte[] toBytes() {
        return JSON.writeValueAsBytes(this);
    }

    /**
     * Reads a Kafka value.
     *
     * @throws tools.jackson.core.JacksonException if it is none
     */
    public static SourceTally read(byte[] value) {
        return JSON.readValue(value, SourceTally.class);
    }
}
