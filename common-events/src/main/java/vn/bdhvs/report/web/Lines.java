package vn.bdhvs.report.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import vn.bdhvs.web.RefusedRequest;

/**
 * The lines of a body, read one at a time. A line that is too long is read over and not kept, so that no sender can fill
 * the memory; the whole body has a limit too.
 */
final class Lines {

    /** Longest line, in bytes. */
    static final int MAX_LINE = 64 * 1024;

    private static final int BUFFER = 1 << 16;

    private final InputStream body;
    private final long maxBytes;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private long read;

    Lines(InputStream body, long maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /**
     * A line without its end.
     *
     * @param bytes its bytes; the first of them if it is too long
     */
    record Line(byte[] bytes, boolean tooLong) {}

    /**
     * The next line; null after the last. Lines end with LF or CR LF, the last perhaps with neither.
     *
     * @throws RefusedRequest if the body is longer than it may be
     */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean any = false;
        boolean tooLong = false;
        while (position < filled || fill()) {
            any = true;
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            int kept = Math.min(end - position, MAX_LINE - line.size());
            tooLong |= kept < end - position;
            line.write(buffer, position, kept);
            boolean complete = end < filled;
            position = complete ? end + 1 : end;
            if (complete) {
                break;
            }
        }
        return any ? new Line(withoutReturn(line.toByteArray()), tooLong) : null;
    }

    private boolean fill() throws IOException {
        filled = Math.max(0, body.read(buffer));
        position = 0;
        read += filled;
        if (read > maxBytes) {
            throw new RefusedRequest(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "batch-too-large",
                    "A batch may hold %d bytes at most.".formatted(maxBytes),
                    List.of());
        }
        return filled > 0;
    }

    /** Reads what is left, up to the limit, so that the sender gets to hear the answer instead of a broken line. */
    void drain() {
        try {
            while (read <= maxBytes && fill()) {
                position = filled;
            }
        } catch (IOException | RefusedRequest e) {
            filled = 0;
        }
    }

    private static byte[] withoutReturn(byte[] line) {
        int length = line.length;
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }
}
