package vn.bdhvs.analytics.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How a partition is being read, as operators are told.
 *
 * @param instance which reads it
 * @param topicId Kafka's id of the topic; from a second reading on, with its number
 * @param progress last offset applied; -1 if none
 * @param begin first offset of the log, when it was last looked at
 * @param end offset after the log's last, then
 * @param lag records beyond progress, then
 * @param state reading, or halted
 * @param reason why it is halted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReadPartition(
        String topic,
        int partition,
        String instance,
        String topicId,
        long progress,
        long begin,
        long end,
        long lag,
        String state,
        @Nullable String reason) {

    private static final String HALTED = "halted";

    static ReadPartition of(OpenPartition open, String instance) {
        String halted = open.halted();
        return new ReadPartition(
                open.partition().topic(),
                open.partition().partition(),
                instance,
                open.topicId(),
                open.applied(),
                open.begin(),
                open.end(),
                open.lag(),
                halted == null ? "reading" : HALTED,
                halted);
    }

    static ReadPartition of(Document written, String instance) {
        return new ReadPartition(
                written.getString("topic"),
                written.getInteger("partition"),
                instance,
                written.getString("topicId"),
                written.getLong("progress"),
                written.getLong("begin"),
                written.getLong("end"),
                written.getLong("lag"),
                written.getString("state"),
                written.getString("reason"));
    }

    Document written() {
        return new Document("topic", topic)
                .append("partition", partition)
                .append("topicId", topicId)
                .append("progress", progress)
                .append("begin", begin)
                .append("end", end)
                .append("lag", lag)
                .append("state", state)
                .append("reason", reason);
    }

    TopicPartition ofKafka() {
        return new TopicPartition(topic, partition);
    }

    boolean isHalted() {
        return state.equals(HALTED);
    }
}
