package vn.bdhvs.analytics.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** A server-sent event, written out once for everyone who gets it. */
final class Frame {

    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

    private final String event;
    private final String version;
    private final byte[] bytes;
    private final int begin;

    /**
     * Writes it out.
     *
     * @param version of what it shows: frames of one event and version, from one instance, show the same
     * @param json its data
     */
    Frame(String event, String version, byte[] json) {
        this.event = event;
        this.version = version;
        byte[] head = ("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + json.length + END.length);
        all.writeBytes(head);
        all.writeBytes(json);
        all.writeBytes(END);
        this.begin = head.length;
        this.bytes = all.toByteArray();
    }

    private Frame(byte[] bytes) {
        this.event = "";
        this.version = "";
        this.begin = bytes.length - END.length;
        this.bytes = bytes;
    }

    /** No event: has a browser wait for so long before it opens the stream again. */
    static Frame retry(Duration wait) {
        return new Frame(("retry: " + wait.toMillis() + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    boolean is(String otherEvent) {
        return event.equals(otherEvent);
    }

    String version() {
        return version;
    }

    /** As it goes over a stream. */
    byte[] bytes() {
        return bytes;
    }

    /** Its data alone. */
    byte[] json() {
        return Arrays.copyOfRange(bytes, begin, bytes.length - END.length);
    }
}
