package vn.bdhvs.analytics.live;

import reactor.core.publisher.FluxSink;

/**
 * One open stream. It never holds more than the frame on its way: a viewer that cannot take a frame misses it and gets
 * a snapshot, the latest state, as soon as it can take something again. Confined to the hub's thread.
 */
class Viewer {

    private final FluxSink<byte[]> sink;
    private boolean behind = true;

    Viewer(FluxSink<byte[]> sink) {
        this.sink = sink;
    }

    /** Whether it can take a frame now. */
    boolean isReady() {
        return sink.requestedFromDownstream() > 0;
    }

    /** Whether it lacks something that only a snapshot gives. */
    boolean isBehind() {
        return behind;
    }

    /** Makes it wait for a snapshot. */
    void fallBehind() {
        behind = true;
    }

    void sendSnapshot(byte[] frame) {
        sink.next(frame);
        behind = false;
    }

    /** Sends the frame if the viewer can take it; else it is behind from now on. */
    void send(byte[] frame) {
        if (isReady()) {
            sink.next(frame);
        } else {
            behind = true;
        }
    }

    /** Ends the stream. */
    void end() {
        sink.complete();
    }
}
