package vn.bdhvs.bench.viewers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Takes in an answer in chunks, of which one or several are a server-sent event, and passes over what is not asked for: of an event it
 * keeps the beginning until the event is there.
 */
final class Stream {

    private static final byte[] OK = bytes("HTTP/1.1 200");
    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
    private static final byte[] EVENT = bytes("event:");
    private static final byte[] FIGURES = bytes("figures\n");
    private static final byte[] AT = bytes("\"at\":\"");
    private static final int TIME_OF_DAY = "2025-03-24T".length();
    private static final int KEPT = 128;
    private static final int NO_TIME = -1;
    private static final int HEXADECIMAL = 16;
    private static final long OFFSET_MS = TimeUnit.HOURS.toMillis(7);
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    private enum Part {
        HEAD,
        SIZE,
        DATA,
        AFTER_DATA
    }

    private final byte[] kept = new byte[KEPT];
    private Part part = Part.HEAD;
    private int length;
    private int matched;
    private int size;
    private int left;
    private int eventSize;
    private byte last;
    private byte lastButOne;
    private boolean granted;
    private boolean ended;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the head of the answer is there. */
    boolean isOpen() {
        return part != Part.HEAD;
    }

    /** Whether the head says 200. */
    boolean isGranted() {
        return granted;
    }

    /** Whether the server has said that nothing follows. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * Takes in bytes, up to the end of the head or of what there is.
     *
     * @param now milliseconds of the clock that frames are stamped by
     * @return where it stopped
     */
    int take(byte[] bytes, int from, int to, long now, Lags lags) {
        int i = from;
        while (i < to && !ended) {
            switch (part) {
                case HEAD -> {
                    head(bytes[i++]);
                    if (isOpen()) {
                        return i;
                    }
                }
                case SIZE -> size(bytes[i++]);
                case DATA -> {
                    int taken = Math.min(left, to - i);
                    keep(bytes, i, taken);
                    i += taken;
                    left -= taken;
                    lastButOne = taken > 1 ? bytes[i - 2] : last;
                    last = bytes[i - 1];
                    if (left == 0) {
                        chunk(now, lags);
                    }
                }
                case AFTER_DATA -> {
                    if (bytes[i++] == '\n') {
                        part = Part.SIZE;
                    }
                }
            }
        }
        return i;
    }

    private void head(byte next) {
        if (length < OK.length) {
            kept[length++] = next;
        }
        matched = next == END_OF_HEAD[matched] ? matched + 1 : next == END_OF_HEAD[0] ? 1 : 0;
        if (matched == END_OF_HEAD.length) {
            granted = startsWith(0, OK);
            length = 0;
            part = Part.SIZE;
        }
    }

    private void size(byte next) {
        if (next == '\n') {
            ended = size == 0;
            part = Part.DATA;
            left = size;
        } else if (next != '\r') {
            size = size * HEXADECIMAL + Character.digit(next, HEXADECIMAL);
        }
    }

    private void keep(byte[] bytes, int from, int count) {
        int more = Math.min(count, KEPT - length);
        System.arraycopy(bytes, from, kept, length, more);
        length += more;
    }

    private void chunk(long now, Lags lags) {
        eventSize += size;
        size = 0;
        part = Part.AFTER_DATA;
        if (last == '\n' && lastButOne == '\n') {
            event(now, lags);
            eventSize = 0;
            length = 0;
        }
    }

    private void event(long now, Lags lags) {
        lags.read(eventSize);
        int name = EVENT.length + (length > EVENT.length && kept[EVENT.length] == ' ' ? 1 : 0);
        if (startsWith(0, EVENT) && startsWith(name, FIGURES)) {
            int at = timeOfDay();
            if (at == NO_TIME) {
                throw new IllegalStateException(
                        "figures without their time: " + new String(kept, 0, length, StandardCharsets.UTF_8));
            }
            long lag = Math.floorMod(now + OFFSET_MS - at, DAY_MS);
            lags.frame(lag > DAY_MS / 2 ? 0 : lag, eventSize);
        }
    }

    /** In milliseconds. */
    private int timeOfDay() {
        for (int i = 0; i + AT.length + TIME_OF_DAY + 12 < length; i++) {
            if (startsWith(i, AT)) {
                int time = i + AT.length + TIME_OF_DAY;
                int seconds = number(time) * 3_600 + number(time + 3) * 60 + number(time + 6);
                return seconds * 1_000 + millis(time + 8);
            }
        }
        return NO_TIME;
    }

    private int number(int from) {
        return (kept[from] - '0') * 10 + kept[from + 1] - '0';
    }

    /** Zeros at the end may be left out. */
    private int millis(int point) {
        int millis = 0;
        if (kept[point] == '.') {
            int unit = 100;
            for (int i = point + 1; i < length && kept[i] >= '0' && kept[i] <= '9'; i++) {
                millis += (kept[i] - '0') * unit;
                unit /= 10;
            }
        }
        return millis;
    }

    private boolean startsWith(int from, byte[] text) {
        return from + text.length <= length && Arrays.equals(kept, from, from + text.length, text, 0, text.length);
    }
}
