package vn.bdhvs.analytics.rejection;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * That a rejected record was put back on its topic, where it has been or will be judged again.
 *
 * @param at in business time
 * @param by subject of the token that asked for it
 * @param topic name of the topic
 * @param partition where it lies now
 * @param offset where it lies now
 */
public record Redriven(Instant at, String by, String topic, int partition, long offset) {

    Document toDocument() {
        return new Document("at", Date.from(at))
                .append("by", by)
                .append("topic", topic)
                .append("partition", partition)
                .append("offset", offset);
    }

    static @Nullable Redriven from(@Nullable Document document) {
        return document == null
                ? null
                : new Redriven(
                        document.getDate("at").toInstant(),
                        document.getString("by"),
                        document.getString("topic"),
                        document.getInteger("partition"),
                        document.getLong("offset"));
    }
}
