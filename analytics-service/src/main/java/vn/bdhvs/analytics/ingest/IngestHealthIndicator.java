package vn.bdhvs.analytics.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down while a partition stands still or nothing has been applied for a minute because each try failed: figures then grow
 * old and somebody must look. No part of readiness, for what is there can still be shown.
 */
@Component
class IngestHealthIndicator implements HealthIndicator {

    private static final long PATIENCE_SECONDS = Duration.ofMinutes(1).toSeconds();

    private final Partitions partitions;
    private final Failures failures;

    IngestHealthIndicator(Partitions partitions, Failures failures) {
        this.partitions = partitions;
        this.failures = failures;
    }

    @Override
    public Health health() {
        Map<String, String> halted = new TreeMap<>();
        partitions.all().forEach(partition -> {
            String reason = partition.halted();
            if (reason != null) {
                halted.put(partition.partition().toString(), reason);
            }
        });
        Health.Builder health = Health.up();
        if (!halted.isEmpty()) {
            health.down().withDetail("halted", halted);
        }
        failures.worst()
                .filter(failure -> failure.seconds() >= PATIENCE_SECONDS)
                .ifPresent(failure -> health.down()
                        .withDetail("failingForSeconds", failure.seconds())
                        .withDetail("cause", failure.cause().getClass().getSimpleName()));
        return health.build();
    }
}
