package vn.bdhvs.analytics.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Since when consumers have been failing in a row, and why. What fails is tried again without limit, so somebody has to
 * be told that it goes on.
 */
@Component
class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final long SAY_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<Thread, Failure> failing = new ConcurrentHashMap<>();

    Failures(MeterRegistry meters) {
        Gauge.builder("ingest.failing", this, failures -> failures.worst()
                        .map(Failure::seconds)
                        .orElse(0L))
                .description("For how long a consumer has got nothing applied, because each try failed")
                .baseUnit("seconds")
                .register(meters);
    }

    /** A consumer's failures in a row. */
    record Failure(long since, long saidAt, Throwable cause) {

        /** Real time. */
        long seconds() {
            return Duration.ofNanos(System.nanoTime() - since).toSeconds();
        }
    }

    /** Runs a consumer's work on its thread; what it throws is noted and thrown on. */
    void watch(Runnable work) {
        try {
            work.run();
            if (failing.remove(Thread.currentThread()) != null) {
                log.info("Goes on after failures");
            }
        } catch (RuntimeException e) {
            failing.compute(Thread.currentThread(), (thread, before) -> noted(before, e));
            throw e;
        }
    }

    private static Failure noted(@Nullable Failure before, RuntimeException cause) {
        long now = System.nanoTime();
        if (before != null && now - before.saidAt() < SAY_EVERY_NANOS) {
            return new Failure(before.since(), before.saidAt(), cause);
        }
        log.warn("Nothing can be applied; it is tried again, without limit", cause);
        return new Failure(before == null ? now : before.since(), now, cause);
    }

    /** The consumer that has been failing for longest. */
    Optional<Failure> worst() {
        failing.keySet().removeIf(thread -> !thread.isAlive());
        return failing.values().stream().min(Comparator.comparingLong(Failure::since));
    }
}
