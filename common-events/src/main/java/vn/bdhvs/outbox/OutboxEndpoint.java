package vn.bdhvs.outbox;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * What an operator sees and does when events wait or are parked: {@code /actuator/outbox}. It tells which events, never
 * what they say. A release is for all instances, whichever is asked.
 */
@Endpoint(id = "outbox")
final class OutboxEndpoint {

    private static final int SHOWN = 50;

    private final Outboxes outboxes;
    private final ParkedEvents parked;

    OutboxEndpoint(Outboxes outboxes) {
        this.outboxes = outboxes;
        this.parked = new ParkedEvents(outboxes);
    }

    /**
     * How things stand now.
     *
     * @param pending aggregates with events that the broker has not acknowledged
     * @param oldestAgeSeconds of what has been pending longest
     * @param parked aggregates with an event that could not be sent
     */
    record State(long pending, double oldestAgeSeconds, long parked, List<ParkedEvents.ParkedEvent> firstParked) {}

    /** What an operation did. */
    record Released(long released) {}

    @ReadOperation
    State state() {
        return new State(
                outboxes.pending(),
                OutboxBacklog.age(outboxes.oldest()).toMillis() / 1_000.0,
                outboxes.parked(),
                parked.first(SHOWN));
    }

    @WriteOperation
    Released operate(Operation operation) {
        return switch (operation) {
            case RELEASE -> new Released(parked.release());
        };
    }

    /** What can be done. */
    enum Operation {
        RELEASE
    }
}
