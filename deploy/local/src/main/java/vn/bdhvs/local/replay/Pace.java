package vn.bdhvs.local.replay;

import java.util.concurrent.TimeUnit;

/** Holds rows back, so that no more than some a second are sent; they are not made up for after a wait. */
final class Pace {

    private final double rate;
    private long next = System.nanoTime();

    /** A pace of so many rows a second; 0 holds none back. */
    Pace(double rate) {
        this.rate = rate;
    }

    /** How many rows may go at once, so that they do not come in bursts of more than half a second. */
    int most(int wanted) {
        return rate == 0 ? wanted : (int) Math.max(1, Math.min(wanted, rate / 2));
    }

    /** Waits until so many rows may go. */
    void await(int rows) throws InterruptedException {
        if (rate == 0) {
            return;
        }
        long now = System.nanoTime();
        if (next > now) {
            TimeUnit.NANOSECONDS.sleep(next - now);
        }
        next = Math.max(next, now) + (long) (TimeUnit.SECONDS.toNanos(1) / rate * rows);
    }
}
