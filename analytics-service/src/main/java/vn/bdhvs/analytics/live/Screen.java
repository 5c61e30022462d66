package vn.bdhvs.analytics.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a screen shows of an area, in one answer: what a stream begins with.
 *
 * @param snapshot null while it is not known
 * @param overview null while it is not known
 */
record Screen(@Nullable Frame snapshot, @Nullable Frame overview) {

    static final Screen EMPTY = new Screen(null, null);

    /** The same, and what this frame tells. */
    Screen with(Frame frame) {
        if (frame.is(Frames.SNAPSHOT)) {
            return new Screen(frame, overview);
        }
        return frame.is(Frames.OVERVIEW) ? new Screen(snapshot, frame) : this;
    }

    boolean isWhole() {
        return snapshot != null && overview != null;
    }

    /** Changes whenever what is shown does. */
    String tag() {
        return "\"%s;%s\""
                .formatted(snapshot == null ? "" : snapshot.version(), overview == null ? "" : overview.version());
    }

    /** As JSON: the data of both. */
    byte[] json() {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        append(json, "{\"snapshot\":", snapshot);
        append(json, ",\"overview\":", overview);
        json.writeBytes("}".getBytes(StandardCharsets.UTF_8));
        return json.toByteArray();
    }

    private static void append(ByteArrayOutputStream json, String name, @Nullable Frame frame) {
        json.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        json.writeBytes(frame == null ? "null".getBytes(StandardCharsets.UTF_8) : frame.json());
    }
}
