package vn.bdhvs.analytics.ingest;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Assertions;

/**
 * Work that goes on only while it is told to, up to its next gate. It has a thread of its own, but either that thread or
 * the one that tells it to go on runs, so a schedule gives the same each time.
 */
final class TakingTurns {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "taking-turns");
        thread.setDaemon(true);
        return thread;
    });

    private final Semaphore goOn = new Semaphore(0);
    private final Semaphore stopped = new Semaphore(0);
    private boolean working;
    private boolean toDie;
    private Throwable failure;

    boolean isWorking() {
        return working;
    }

    /** Begins some work and lets it run to its first gate. */
    void begin(Runnable work) {
        working = true;
        toDie = false;
        THREADS.execute(() -> {
            goOn.acquireUninterruptibly();
            try {
                work.run();
            } catch (Throwable e) {
                failure = e;
            }
            working = false;
            stopped.release();
        });
        goOn(false);
    }

    /** Lets the work run to its next gate, or die at this one. */
    void goOn(boolean dying) {
        toDie = dying;
        goOn.release();
        stopped.acquireUninterruptibly();
        if (failure != null) {
            Throwable thrown = failure;
            failure = null;
            Assertions.fail("a writer failed", thrown);
        }
    }

    /** Ends what is left of a try that failed. */
    void end() {
        while (working) {
            toDie = true;
            goOn.release();
            stopped.acquireUninterruptibly();
        }
        failure = null;
    }

    /** To be called by the work: waits until it may go on, and tells whether it is to die. */
    boolean gate() {
        stopped.release();
        goOn.acquireUninterruptibly();
        return toDie;
    }
}
