package vn.bdhvs.analytics.ingest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.stereotype.Component;

/**
 * A consumer that has ended without being asked to (an error of the JVM, say) never comes back by itself. The process then
 * says that it is broken, so that whoever watches over it starts another one.
 */
@Component
class EndedConsumers {

    private static final Logger log = LoggerFactory.getLogger(EndedConsumers.class);

    private final ApplicationEventPublisher events;

    EndedConsumers(ApplicationEventPublisher events) {
        this.events = events;
    }

    @EventListener
    void whenStopped(ConsumerStoppedEvent stopped) {
        if (stopped.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
            log.error("A consumer has ended for good ({}); this process must be started again", stopped.getReason());
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        }
    }
}
