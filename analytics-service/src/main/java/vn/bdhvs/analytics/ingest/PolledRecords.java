package vn.bdhvs.analytics.ingest;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One poll as Kafka delivered it: raw bytes and headers, each with its origin, null values included. The binder's own
 * batch conversion would drop what it cannot parse.
 *
 * @param consumer the polling consumer; to be used on its own thread only
 */
record PolledRecords(List<ConsumerRecord<?, byte[]>> records, Consumer<?, ?> consumer) {}
