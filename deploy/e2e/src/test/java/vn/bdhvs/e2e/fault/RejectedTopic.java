package vn.bdhvs.e2e.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What lies on the topic {@code activity-rejected}, compared with what has to lie there. */
final class RejectedTopic {

    static final String NAME = "activity-rejected";

    private static final String CHECK = "I7 activity-rejected";
    /** A larger value is sent on without its end, and says how long it was. */
    private static final int MOST_VALUE_BYTES = 1 << 20;

    /** A longer header is not sent on. */
    private static final int MOST_HEADER_CHARACTERS = 200_000;

    private final ActivityLog log;

    RejectedTopic(ActivityLog log) {
        this.log = log;
    }

    /** Each bad one is there, with its origin, reason and bytes; no other is. Repeats of one origin are one. */
    void compare(Sent sent, Differences differences) {
        Set<Place> found = new HashSet<>();
        log.read(List.of(NAME), located -> {
            ConsumerRecord<byte[], byte[]> polled = located.polled();
            Place origin = new Place(
                    header(polled, "rejected_topicid"),
                    Integer.parseInt(header(polled, "rejected_partition")),
                    Long.parseLong(header(polled, "rejected_offset")));
            Sent.Bad bad = sent.bad().get(origin);
            if (bad == null) {
                differences.add(
                        CHECK,
                        "%s was rejected (%s), and is %s",
                        origin,
                        header(polled, "rejected_reason"),
                        sent.holds(origin) ? "good" : "nowhere on Kafka");
                return;
            }
            found.add(origin);
            compare(origin, bad, polled, differences);
        });
        sent.bad().keySet().stream()
                .filter(origin -> !found.contains(origin))
                .forEach(origin -> differences.add(
                        CHECK,
                        "%s is missing (%s)",
                        origin,
                        sent.bad().get(origin).reason()));
    }

    private static void compare(
            Place origin, Sent.Bad bad, ConsumerRecord<byte[], byte[]> polled, Differences differences) {
        Map<String, Object> expected = new HashMap<>();
        Map<String, Object> is = new HashMap<>();
        expected.put("topic", bad.topic());
        is.put("topic", header(polled, "rejected_topic"));
        expected.put("reason", bad.reason());
        is.put("reason", header(polled, "rejected_reason"));
        byte[] value = bad.value() == null ? new byte[0] : bad.value();
        expected.put("null", bad.value() == null ? "true" : "");
        is.put("null", header(polled, "rejected_null"));
        boolean cut = value.length > MOST_VALUE_BYTES;
        expected.put("length", cut ? String.valueOf(value.length) : "");
        is.put("length", header(polled, "rejected_length"));
        byte[] kept = cut ? Arrays.copyOf(value, MOST_VALUE_BYTES) : value;
        expected.put("bytes are the same", true);
        is.put("bytes are the same", Arrays.equals(kept, polled.value()));
        expected.put("key is the same", true);
        is.put("key is the same", Arrays.equals(bad.key(), polled.key()));
        bad.headers().forEach((name, text) -> {
            expected.put("header " + name, text.length() > MOST_HEADER_CHARACTERS ? "" : text);
            is.put("header " + name, header(polled, name));
        });
        differences.compare(CHECK, origin.toString(), expected, is);
    }

    private static String header(ConsumerRecord<byte[], byte[]> polled, String name) {
        Header header = polled.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
