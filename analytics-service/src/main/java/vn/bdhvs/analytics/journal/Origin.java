package vn.bdhvs.analytics.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where on Kafka a record lies. The topic's id tells a topic from one made again under the same name.
 *
 * @param topicId Kafka's own id of the topic, in its base64url form; where an operator had the partition read anew,
 *     followed by a tilde and the number of the reading
 */
public record Origin(String topicId, int partition, long offset) {

    private static final Pattern WRITTEN =
            Pattern.compile("([A-Za-z0-9_-]{1,64}(?:~\\d{1,9})?):(\\d{1,9}):(\\d{1,18})");

    /** Key of this origin's partition in marks and progress; holds neither a dot nor a dollar sign. */
    public String partitionKey() {
        return partitionKey(topicId, partition);
    }

    public static String partitionKey(String topicId, int partition) {
        return topicId + ":" + partition;
    }

    /** The topic's id in a partition's key. */
    public static String topicIdOf(String partitionKey) {
        return partitionKey.substring(0, partitionKey.lastIndexOf(':'));
    }

    /** The partition's number in its key. */
    public static int partitionOf(String partitionKey) {
        return Integer.parseInt(partitionKey.substring(partitionKey.lastIndexOf(':') + 1));
    }

    /** {@code topicId:partition:offset}, for people and for addresses. */
    public String written() {
        return partitionKey() + ":" + offset;
    }

    /** Reads what {@link #written()} gave; nothing if it is not of that form. */
    public static Optional<Origin> parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? Optional.of(
                        new Origin(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }
}
