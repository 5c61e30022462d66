package vn.bdhvs.e2e.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as an emitter knows it, before it is put into bytes.
 *
 * @param time when it was done
 * @param recorded when it was accepted; null leaves that to the broker
 * @param data JSON text
 */
record Fact(
        String source,
        String id,
        String type,
        String subject,
        Instant time,
        @Nullable Instant recorded,
        String data) {

    Fact withId(String other) {
        return new Fact(source, other, type, subject, time, recorded, data);
    }

    Fact withType(String other) {
        return new Fact(source, id, other, subject, time, recorded, data);
    }

    Fact withTimes(Instant done, Instant accepted) {
        return new Fact(source, id, type, subject, done, accepted, data);
    }

    Fact withData(String other) {
        return new Fact(source, id, type, subject, time, recorded, other);
    }

    /** The topic on which such events travel. */
    String topic() {
        return type.substring("vn.bdhvs.".length(), type.length() - ".v1".length());
    }
}
