package vn.bdhvs.analytics.redrive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.rejection.Excerpt;
import vn.bdhvs.analytics.rejection.RejectedRecord;

/**
 * Makes a rejected record again as it was, byte for byte, out of what two places hold of it: the topic has its value, and
 * those of its headers that went into a message, in no order; the store has all headers in their order, and of each the
 * first bytes.
 */
final class Original {

    /** Added to a record that is put back: the origin at which it was rejected. */
    static final String REDRIVEN = "redriven";

    private Original() {}

    /**
     * The record to be put back.
     *
     * @param kept as the store holds it, without the bytes of its value
     * @param rejected as the topic of rejected records holds it
     * @param partitions how many the topic has that it came from
     */
    static ProducerRecord<byte[], byte[]> record(
            RejectedRecord kept, ConsumerRecord<byte[], byte[]> rejected, int partitions) throws CannotBeRedriven {
        if (partitions == 0) {
            throw new CannotBeRedriven("the topic %s that it came from is no longer there".formatted(kept.topic()));
        }
        byte[] value = value(kept.value(), rejected);
        byte[] key = kept.key() == null ? null : whole("its key", kept.key(), rejected.key());
        Headers headers = headers(kept, rejected.headers());
        int partition = kept.origin().partition();
        return new ProducerRecord<>(kept.topic(), partition < partitions ? partition : null, key, value, headers);
    }

    private static byte[] value(@Nullable Excerpt kept, ConsumerRecord<byte[], byte[]> rejected)
            throws CannotBeRedriven {
        if (kept == null || rejected.headers().lastHeader(RejectedTopic.HEADER_PREFIX + "null") != null) {
            throw new CannotBeRedriven("it had no value");
        }
        byte[] value = Objects.requireNonNullElse(rejected.value(), new byte[0]);
        if (value.length != kept.length()) {
            throw new CannotBeRedriven(
                    "its value is not whole: of %d bytes, %d are kept".formatted(kept.length(), value.length));
        }
        return value;
    }

    private static Headers headers(RejectedRecord kept, Headers rejected) throws CannotBeRedriven {
        if (kept.headersLeftOut() > 0) {
            int held = kept.headers().size();
            throw new CannotBeRedriven(
                    "its headers are not whole: of %d, %d are kept".formatted(held + kept.headersLeftOut(), held));
        }
        RecordHeaders headers = new RecordHeaders();
        for (RejectedRecord.Header header : kept.headers()) {
            String name = header.name();
            if (name.equals(REDRIVEN) || name.startsWith(RejectedTopic.HEADER_PREFIX)) {
                continue;
            }
            Excerpt value = header.value();
            Header sent = rejected.lastHeader(name);
            headers.add(
                    name,
                    value == null ? null : whole("its header " + name, value, sent == null ? null : sent.value()));
        }
        headers.add(REDRIVEN, kept.origin().written().getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    /** What is kept if that is all of it; else what was sent on, if that is what was kept of. */
    private static byte[] whole(String what, Excerpt kept, byte @Nullable [] sent) throws CannotBeRedriven {
        if (kept.isWhole()) {
            return kept.bytes();
        }
        int shown = kept.bytes().length;
        if (sent != null && sent.length == kept.length() && Arrays.equals(sent, 0, shown, kept.bytes(), 0, shown)) {
            return sent;
        }
        throw new CannotBeRedriven("%s is not whole: of %d bytes, %d are kept".formatted(what, kept.length(), shown));
    }
}
