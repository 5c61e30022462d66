package vn.bdhvs.outbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Out of service while so much waits for the broker that nothing more is accepted. No part of readiness: senders are told by
 * a 503 when to come again, and what was accepted can still be looked at.
 */
final class OutboxHealthIndicator implements HealthIndicator {

    private final OutboxBacklog backlog;

    OutboxHealthIndicator(OutboxBacklog backlog) {
        this.backlog = backlog;
    }

    @Override
    public Health health() {
        return (backlog.isFull() ? Health.status(Status.OUT_OF_SERVICE) : Health.up())
                .withDetail("pending", backlog.pending())
                .withDetail("oldestSeconds", backlog.oldestAge().toSeconds())
                .withDetail("parked", backlog.parked())
                .build();
    }
}
