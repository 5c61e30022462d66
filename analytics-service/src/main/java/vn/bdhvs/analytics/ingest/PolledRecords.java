package vn.bdhvs.analytics.ingest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One poll as Kafka delivered it: raw bytes and headers, each with its origin, null values included. The binder's own
 * batch conversion would drop what it cannot parse.
 *
 * @param consumer the polling consumer; to be used on its own thread only
 */
record PolledRecords(List<ConsumerRecord<?, byte[]>> records, Consumer<?, ?> consumer) {

    Set<TopicPartition> partitions() {
        return records.stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .collect(Collectors.toSet());
    }
}
