package vn.bdhvs.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What operators watch: how much waits, for how long, what is stuck for good, and what got out. */
final class OutboxMetrics {

    private final Counter published;

    OutboxMetrics(MeterRegistry registry, OutboxBacklog backlog) {
        this.published = Counter.builder("outbox.published")
                .description("Events that the broker acknowledged")
                .register(registry);
        Gauge.builder("outbox.pending", backlog, OutboxBacklog::pending)
                .description("Aggregates with events that the broker has not acknowledged, over all instances")
                .register(registry);
        Gauge.builder("outbox.bound", backlog, OutboxBacklog::bound)
                .description("How many of them there may be; beyond, nothing more is accepted")
                .register(registry);
        Gauge.builder("outbox.oldest.age", backlog, all -> all.oldestAge().toMillis() / 1_000.0)
                .description("Age of the longest pending outbox")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("outbox.parked", backlog, OutboxBacklog::parked)
                .description("Aggregates with an event that can never be sent")
                .register(registry);
    }

    void published() {
        published.increment();
    }
}
