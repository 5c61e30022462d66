package vn.bdhvs.analytics.live;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.FluxSink;

/**
 * One open stream. It never holds more than the frame on its way: a viewer that cannot take a frame misses it and gets
 * a snapshot, the latest state, as soon as it can take something again. Confined to the hub's thread.
 */
class Viewer {

    /** Thousands whose streams end at once come back one after the other. */
    private static final Duration SOONEST_RETURN = Duration.ofSeconds(1);

    private static final Duration SPREAD = Duration.ofSeconds(4);

    private final FluxSink<Frame> sink;
    private boolean behind = true;
    private boolean lacksOverview = true;

    Viewer(FluxSink<Frame> sink) {
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

    void sendSnapshot(Frame frame) {
        sink.next(frame);
        behind = false;
        lacksOverview = true;
    }

    /**
     * Sends the frame if the viewer can take it; else it is behind from now on.
     *
     * @return whether it was sent
     */
    boolean send(Frame frame) {
        if (isReady()) {
            sink.next(frame);
        } else {
            behind = true;
        }
        return !behind;
    }

    /** There is another overview than it has. */
    void lackOverview() {
        lacksOverview = true;
    }

    /** Sends the overview if the viewer lacks it and can take it; else another turn will. */
    void sendOverview(Frame frame) {
        if (lacksOverview && !behind && isReady()) {
            sink.next(frame);
            lacksOverview = false;
        }
    }

    /** Ends the stream; says when to come back, if it can take that. */
    void end() {
        if (isReady()) {
            sink.next(Frame.retry(
                    SOONEST_RETURN.plusMillis(ThreadLocalRandom.current().nextLong(SPREAD.toMillis()))));
        }
        sink.complete();
    }
}
