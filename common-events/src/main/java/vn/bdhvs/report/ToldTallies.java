package vn.bdhvs.report;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import vn.bdhvs.outbox.TopicReader;
import vn.bdhvs.tally.EventTally;
import vn.bdhvs.tally.SourceTally;

/** What was told before this process started, by it or by other instances: read from where it was told. */
final class ToldTallies {

    private final TopicReader topics;

    ToldTallies(TopicReader topics) {
        this.topics = topics;
    }

    /**
     * By minute, what a source told last. A minute of which that cannot be read, or is not as it is written here, is left
     * out, and so told again.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not let all of it be read
     */
    Map<Instant, EventTally> of(String source) {
        Map<Instant, EventTally> told = new HashMap<>();
        topics.read(SourceTally.TOPIC, value -> {
            SourceTally each = read(value);
            if (each != null && source.equals(each.source()) && each.minute() != null) {
                EventTally tally = each.tally();
                if (tally != null && tally.checksum().equals(each.checksum())) {
                    told.put(each.minute(), tally);
                } else {
                    told.remove(each.minute());
                }
            }
        });
        return told;
    }

    private static @Nullable SourceTally read(byte[] value) {
        try {
            return SourceTally.read(value);
        } catch (JacksonException e) {
            return null;
        }
    }
}
