package vn.bdhvs.analytics.ingest;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.event.ActivityEvent;

/**
 * A valid event, where it was read, and as what.
 *
 * @param identity the event's
 */
record Entry(Origin origin, ConsumerRecord<?, byte[]> polled, ActivityEvent event, String identity) {

    Entry(Origin origin, ConsumerRecord<?, byte[]> polled, ActivityEvent event) {
        this(origin, polled, event, event.identity());
    }
}
