package vn.bdhvs.outbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.data.mongodb.core.mapping.Field;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.trace.EventTraces;

/**
 * A Kafka record that waits to be sent. It is written once, when the event happens, so that each resend carries the very
 * same id, headers and bytes and its reader can tell that it is a copy.
 *
 * @param id id of the event
 * @param key Kafka key
 * @param headers Kafka headers, all of them text; among them what the trace of the request is known by, if it is sampled
 * @param data Kafka value
 */
public record PendingEvent(@Field("id") String id, String topic, String key, Map<String, String> headers, byte[] data) {

    static PendingEvent of(ActivityEvent event) {
        ProducerRecord<String, byte[]> kafkaRecord = EventFormat.toRecord(event);
        Map<String, String> headers = new LinkedHashMap<>();
        kafkaRecord
                .headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        String traceParent = EventTraces.current();
        if (traceParent != null) {
            headers.put(EventTraces.TRACE_PARENT, traceParent);
        }
        return new PendingEvent(event.id(), kafkaRecord.topic(), kafkaRecord.key(), headers, kafkaRecord.value());
    }

    void requireWhole() {
        Stream.of(id, topic, key, data).forEach(Objects::requireNonNull);
        headers.values().forEach(Objects::requireNonNull);
    }
}
