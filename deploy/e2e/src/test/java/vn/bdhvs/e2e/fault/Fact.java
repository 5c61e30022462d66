package vn.bdhvs.e2e.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as an emitter knows it, before it is put into bytes.
 *
 * @param time when it was done
 * @param recorded when it was accepted; null leaves that to the broker
 * @param data JSON text
 * @param topic on which it travels
 */
record Fact(
        String source,
        String id,
        String type,
        String subject,
        Instant time,
        @Nullable Instant recorded,
        String data,
        String topic) {

    /** On the topic of its type. */
    static Fact of(
            String source,
            String id,
            String type,
            String subject,
            Instant time,
            @Nullable Instant recorded,
            String data) {
        return new Fact(source, id, type, subject, time, recorded, data, topic(type));
    }

    private static String topic(String type) {
        return type.substring("vn.bdhvs.".length(), type.length() - ".v1".length());
    }

    /** What takes this one back; its data carry this one's. */
    Fact retraction(String by, String itsId, Instant accepted) {
        String data = """
                {"source":"%s","id":"%s","type":"%s","time":"%s","data":%s}""".formatted(source, id, type, time, this.data);
        return new Fact(by, itsId, "vn.bdhvs.activity-retracted.v1", subject, time, accepted, data, topic);
    }

    Fact withId(String other) {
        return new Fact(source, other, type, subject, time, recorded, data, topic);
    }

    Fact withType(String other) {
        return new Fact(source, id, other, subject, time, recorded, data, topic(other));
    }

    Fact withTimes(Instant done, Instant accepted) {
        return new Fact(source, id, type, subject, done, accepted, data, topic);
    }

    Fact withData(String other) {
        return new Fact(source, id, type, subject, time, recorded, other, topic);
    }
}
