package vn.bdhvs.analytics.ingest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.Origin;

/**
 * Sends records that cannot be counted to the topic {@code activity-rejected}: the original bytes, key and headers,
 * and in further headers the origin and the reason. Each send is awaited. A record delivered again is sent again, with
 * the same origin: readers tell repeats by it.
 */
@Component
class Rejections {

    private static final String BINDING = "rejections-out-0";

    private final StreamBridge bridge;

    Rejections(StreamBridge bridge) {
        this.bridge = bridge;
    }

    /**
     * A record and why it cannot be counted.
     *
     * @param reason stable code, e.g. {@code unknown-unit}
     * @param detail a sentence that names the field and what would be right
     */
    record Rejection(Origin origin, ConsumerRecord<?, byte[]> polled, String source, String reason, String detail) {}

    /**
     * Returns once the broker has acknowledged.
     *
     * @throws RuntimeException if it has not, in which case nothing is known and the record must be judged again
     */
    void send(Rejection rejection) {
        ConsumerRecord<?, byte[]> polled = rejection.polled();
        Map<String, Object> headers = new HashMap<>();
        for (Header header : polled.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        }
        headers.put("rejected_topic", bytes(polled.topic()));
        headers.put("rejected_topicid", bytes(rejection.origin().topicId()));
        headers.put("rejected_partition", bytes(Integer.toString(polled.partition())));
        headers.put("rejected_offset", bytes(Long.toString(polled.offset())));
        headers.put("rejected_reason", bytes(rejection.reason()));
        headers.put("rejected_detail", bytes(rejection.detail()));
        byte[] value = polled.value();
        MessageBuilder<byte[]> message =
                MessageBuilder.withPayload(value == null ? new byte[0] : value).copyHeaders(headers);
        if (value == null) {
            message.setHeader("rejected_null", bytes("true"));
        }
        if (polled.key() instanceof byte[] key) {
            message.setHeader(KafkaHeaders.KEY, key);
        }
        Message<byte[]> built = message.build();
        if (!bridge.send(BINDING, built)) {
            throw new IllegalStateException("activity-rejected did not take " + rejection.origin());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
