package vn.bdhvs.local.mongo;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps commits out of the middle of a write, which would part documents from their indexes. Writes pass beside each
 * other; a commit waits for those that are on their way and holds up the others. So what takes long has to pass bit by
 * bit. Whoever needs another lock too takes it behind the gate, never before.
 */
final class CommitGate {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final AtomicLong begun = new AtomicLong();

    /** Writes something that must be committed as a whole; within another write, as a part of that. */
    <T> T pass(Supplier<T> write) {
        lock.readLock().lock();
        try {
            begun.incrementAndGet();
            return write.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** How many writes have begun so far. */
    long begun() {
        return begun.get();
    }

    /** Does something while nothing is being written. */
    void shut(Runnable work) {
        lock.writeLock().lock();
        try {
            work.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
