package vn.bdhvs.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what the broker refuses, by topic and reason once a minute: all that waits for a topic is refused over and over
 * until the cause is mended.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();

    void log(Outcome outcome) {
        long now = System.nanoTime();
        String kind = outcome.reason() + " for topic " + outcome.event().topic();
        if (now == lastNanos.merge(kind, now, (last, next) -> next - last > PAUSE_NANOS ? next : last)) {
            LOG.error(
                    "event {} and its like are refused ({}) and wait",
                    outcome.event().id(),
                    kind,
                    outcome.failure());
        }
    }
}
