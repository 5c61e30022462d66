package vn.bdhvs.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers which credentials were refused just now for asking too much, and until when: within that time they are refused at once,
 * without finding out anew whose they are, which would cost more than all the rest of a refusal. Only what was verified once is
 * remembered, so that nobody can have somebody else refused. Who was refused longest ago is forgotten first, when there are too many.
 * For any number of threads.
 */
public final class Refusals {

    private static final int REMEMBERED = 1_000;

    private final LongSupplier nanoTime;
    private final Map<String, Long> until;

    /** None yet. */
    public Refusals() {
        this(System::nanoTime);
    }

    Refusals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.until = new LinkedHashMap<>() {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /**
     * Remembers a refusal.
     *
     * @param credentials as they were sent, and found to be somebody's
     * @param wait after which time to come again
     */
    public void add(String credentials, Duration wait) {
        long end = nanoTime.getAsLong() + wait.toNanos();
        synchronized (until) {
            until.remove(credentials);
            until.put(credentials, end);
        }
    }

    /** For how long these credentials are still refused; zero if they are not. */
    public Duration wait(String credentials) {
        synchronized (until) {
            Long end = until.get(credentials);
            if (end == null) {
                return Duration.ZERO;
            }
            long left = end - nanoTime.getAsLong();
            if (left <= 0) {
                until.remove(credentials);
            }
            return Duration.ofNanos(Math.max(0, left));
        }
    }
}
