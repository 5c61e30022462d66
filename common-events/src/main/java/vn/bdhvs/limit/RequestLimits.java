package vn.bdhvs.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps one caller of this instance from taking what the others need: each has a bucket of requests that refills steadily. Who
 * has not called for longest is forgotten first, when there are too many. For any number of threads.
 */
public final class RequestLimits {

    private static final int USUAL_CALLERS = 20_000;

    private final LimitProperties properties;
    private final Map<String, Bucket> buckets;

    /** As many requests a second for as long as a caller likes, and so many at once. */
    public static RequestLimits of(long requestsPerSecond, long burst) {
        return new RequestLimits(new LimitProperties(requestsPerSecond, burst, USUAL_CALLERS));
    }

    RequestLimits(LimitProperties properties) {
        this.properties = properties;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > properties.callers();
            }
        };
    }

    /**
     * Takes a request of a caller into account.
     *
     * @param caller subject of the token, or the address of somebody who has none
     * @return after which time to come again; zero if the request is within the limit
     */
    public Duration wait(String caller) {
        ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    /** Such a time in whole seconds, one at least: for {@code Retry-After}. */
    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private Bucket bucket(String caller) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(caller, name -> Bucket.builder()
                    .addLimit(limit -> limit.capacity(properties.burst())
                            .refillGreedy(properties.requestsPerSecond(), Duration.ofSeconds(1)))
                    .build());
        }
    }
}
