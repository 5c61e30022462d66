package vn.bdhvs.analytics.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.rejection.RejectedRecord;
import vn.bdhvs.analytics.rejection.RejectedRecords;

/**
 * Keeps records that cannot be counted for operators, and sends them to the topic {@code activity-rejected}: the
 * original bytes, key and headers, as far as they go into a message, and in further headers the origin and the reason.
 * Each send is awaited. A record
 * delivered again is sent again, with the same origin: readers tell repeats by it.
 */
@Component
class Rejections {

    private static final String BINDING = "rejections-out-0";

    private static final Set<String> RESERVED = Set.of(
            "id",
            "timestamp",
            "contentType",
            "replyChannel",
            "errorChannel",
            "sequenceNumber",
            "sequenceSize",
            "correlationId",
            "priority",
            "expirationDate",
            "deliveryAttempt",
            "sourceData");

    /** What a record is sent on with at most, so that the topic takes it, whatever it was: see the topic's limit of 2 MiB. */
    private static final int MOST_VALUE_BYTES = 1 << 20;

    private static final int MOST_HEADER_BYTES = 1 << 18;

    private final StreamBridge bridge;
    private final RejectedRecords records;

    Rejections(StreamBridge bridge, RejectedRecords records) {
        this.bridge = bridge;
        this.records = records;
    }

    /** A record as polled, and as it is kept with the reason why it cannot be counted. */
    record Rejection(ConsumerRecord<?, byte[]> polled, RejectedRecord kept) {}

    /**
     * Returns once the store and then the broker have acknowledged all of them.
     *
     * @throws RuntimeException if one has not, in which case nothing is known and the records must be judged again
     */
    void add(List<Rejection> rejections) {
        records.keep(rejections.stream().map(Rejection::kept).toList());
        rejections.forEach(this::send);
    }

    private void send(Rejection rejection) {
        ConsumerRecord<?, byte[]> polled = rejection.polled();
        RejectedRecord kept = rejection.kept();
        Map<String, Object> headers = new HashMap<>();
        int room = MOST_HEADER_BYTES;
        for (Header header : polled.headers()) {
            if (header.value() == null || isReserved(header.key())) {
                continue;
            }
            int size = bytes(header.key()).length + header.value().length;
            if (size <= room) {
                headers.put(header.key(), header.value());
                room -= size;
            }
        }
        headers.put("rejected_topic", bytes(polled.topic()));
        headers.put("rejected_topicid", bytes(kept.origin().topicId()));
        headers.put("rejected_partition", bytes(Integer.toString(polled.partition())));
        headers.put("rejected_offset", bytes(Long.toString(polled.offset())));
        headers.put("rejected_reason", bytes(kept.reason()));
        headers.put("rejected_detail", bytes(kept.detail()));
        byte[] value = polled.value();
        if (value != null && value.length > MOST_VALUE_BYTES) {
            headers.put("rejected_length", bytes(Integer.toString(value.length)));
            value = Arrays.copyOf(value, MOST_VALUE_BYTES);
        }
        MessageBuilder<byte[]> message =
                MessageBuilder.withPayload(value == null ? new byte[0] : value).copyHeaders(headers);
        if (value == null) {
            message.setHeader("rejected_null", bytes("true"));
        }
        if (polled.key() instanceof byte[] key && key.length <= MOST_HEADER_BYTES) {
            message.setHeader(KafkaHeaders.KEY, key);
        }
        Message<byte[]> built = message.build();
        if (!bridge.send(BINDING, built)) {
            throw new IllegalStateException("activity-rejected did not take " + kept.origin());
        }
    }

    /** Names that mean something to the messaging on the way; with a stranger's value it would refuse the message. */
    private static boolean isReserved(String name) {
        return RESERVED.contains(name)
                || name.startsWith("kafka_")
                || name.startsWith("spring_")
                || name.startsWith("scst_");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
