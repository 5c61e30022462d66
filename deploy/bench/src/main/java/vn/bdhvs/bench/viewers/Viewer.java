package vn.bdhvs.bench.viewers;

import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** One who watches, or who has opened the stream and never looks. */
final class Viewer {

    private static final int ONE_IN_NEVER_READS = 20;

    private final int number;
    private Stream stream = new Stream();
    private @Nullable SelectionKey key;
    private long retryAt;

    Viewer(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean reads() {
        return number % ONE_IN_NEVER_READS != 0;
    }

    /** Whether it is of the half that leaves and comes back; half of those who never read are too. */
    boolean leaves() {
        return number / ONE_IN_NEVER_READS % 2 == 1;
    }

    Stream stream() {
        return stream;
    }

    void connect(SelectionKey connecting) {
        stream = new Stream();
        key = connecting;
    }

    @Nullable
    SelectionKey key() {
        return key;
    }

    boolean isOpen() {
        return key != null && stream.isOpen();
    }

    /** It has no connection, and wants one by then. */
    void lose(long nextMs) {
        key = null;
        retryAt = nextMs;
    }

    long retryAt() {
        return retryAt;
    }
}
