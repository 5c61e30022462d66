package vn.bdhvs.e2e.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What a proxy does to the requests that match, or to their replies, as often as it is told to; and whether it has. */
final class Fault {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Before the store sees the request, or after it has done as told. */
    enum Point {
        REQUEST,
        REPLY
    }

    private final Predicate<WireRequest> matching;
    private final Point point;
    private final int most;
    private final boolean cuts;
    private final StoreError error;
    private final Duration delay;
    private final CountDownLatch holding;
    private final AtomicInteger chosen = new AtomicInteger();
    private final AtomicInteger fired = new AtomicInteger();
    private volatile boolean cutAfterHolding;

    private Fault(
            Predicate<WireRequest> matching,
            Point point,
            int most,
            boolean cuts,
            boolean holds,
            Duration delay,
            StoreError error) {
        this.matching = matching;
        this.point = point;
        this.most = most;
        this.cuts = cuts;
        this.error = error;
        this.delay = delay;
        this.holding = new CountDownLatch(holds ? 1 : 0);
    }

    /** To which requests something is to be done; all of them unless narrowed. */
    static final class Trigger {

        private final MongoProxy proxy;
        private final Predicate<WireRequest> matching;
        private final int most;

        Trigger(MongoProxy proxy, Predicate<WireRequest> matching, int most) {
            this.proxy = proxy;
            this.matching = matching;
            this.most = most;
        }

        /** Only to requests that hold this text somewhere. */
        Trigger containing(String text) {
            return new Trigger(proxy, matching.and(request -> request.contains(text)), most);
        }

        /** Only to the first one from now on. */
        Trigger once() {
            return times(1);
        }

        /** Only to the first few from now on. */
        Trigger times(int times) {
            return new Trigger(proxy, matching, times);
        }

        /** The request waits and the store does not see it, until the fault is released or cut. */
        Fault holdRequest() {
            return add(Point.REQUEST, false, true, Duration.ZERO);
        }

        /** The connection ends, and the store does not see the request. */
        Fault cutRequest() {
            return add(Point.REQUEST, true, false, Duration.ZERO);
        }

        /** The store does as told, and its reply waits until the fault is released or cut. */
        Fault holdReply() {
            return add(Point.REPLY, false, true, Duration.ZERO);
        }

        /** The store does as told, and the connection ends before its reply. */
        Fault dropReply() {
            return add(Point.REPLY, true, false, Duration.ZERO);
        }

        /** The reply comes later. */
        Fault delayReply(Duration delay) {
            return add(Point.REPLY, false, false, delay);
        }

        /** An error is answered, and the store does not see the request. */
        Fault answerInstead(StoreError error) {
            return add(Point.REQUEST, false, false, Duration.ZERO, error);
        }

        /** The store does as told, and an error is answered in place of its reply. */
        Fault answerAfterwards(StoreError error) {
            return add(Point.REPLY, false, false, Duration.ZERO, error);
        }

        private Fault add(Point point, boolean cuts, boolean holds, Duration delay) {
            return add(point, cuts, holds, delay, null);
        }

        private Fault add(Point point, boolean cuts, boolean holds, Duration delay, StoreError error) {
            Fault fault = new Fault(matching, point, most, cuts, holds, delay, error);
            proxy.add(fault);
            return fault;
        }
    }

    /** Whether it is this fault's turn; counts towards how often it fires. */
    boolean takes(WireRequest request) {
        return matching.test(request) && chosen.get() < most && chosen.incrementAndGet() <= most;
    }

    Point point() {
        return point;
    }

    /** What is answered in place of the store's reply; null if nothing is. */
    StoreError error() {
        return error;
    }

    /** Does it; answers whether the message may go on, else the connection is to be cut. */
    boolean letsPass() throws InterruptedException {
        fired.incrementAndGet();
        if (cuts) {
            return false;
        }
        Thread.sleep(delay.toMillis());
        holding.await();
        return !cutAfterHolding;
    }

    /** How often it has fired. */
    int fired() {
        return fired.get();
    }

    /** Waits until it has fired once. */
    void awaitFired() {
        awaitFired(1);
    }

    /** Waits until it has fired so often. */
    void awaitFired(int times) {
        await("the fault to fire").atMost(PATIENCE).until(() -> fired.get() >= times);
    }

    /** Lets what is held go on, and holds nothing more. */
    void release() {
        holding.countDown();
    }

    /** Cuts the connections of what is held, and of what would be held from now on. */
    void cut() {
        cutAfterHolding = true;
        holding.countDown();
    }
}
