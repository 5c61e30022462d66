package vn.bdhvs.e2e.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;

/**
 * Everything that was ever put on the activity topics: what lies there now, and what lay on topics that have been
 * deleted since, as far as it was read before.
 */
final class Sent {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Map<String, List<Delivery>> deliveries = new HashMap<>();
    private final Map<Place, Bad> bad = new LinkedHashMap<>();
    private final Set<Place> known = new HashSet<>();

    /** An event at one of the places where it lies. */
    record Delivery(Place place, WireEvent event) {}

    /**
     * A record that has to be rejected.
     *
     * @param value as it was sent; null if it had none
     */
    record Bad(String topic, String reason, byte[] value, byte[] key, Map<String, String> headers) {}

    /** Adds what others have read. */
    void addAll(Sent others) {
        others.deliveries.forEach((identity, more) ->
                deliveries.computeIfAbsent(identity, id -> new ArrayList<>(1)).addAll(more));
        bad.putAll(others.bad);
        known.addAll(others.known);
    }

    /**
     * Adds a record that was read.
     *
     * @param expected by place, the reasons of those that were sent to be rejected
     */
    void add(ActivityLog.Located located, Map<Place, String> expected, BusinessTime clock, Differences differences) {
        if (!known.add(located.place())) {
            return;
        }
        String reason = expected.get(located.place());
        if (reason != null) {
            addBad(located, reason);
            return;
        }
        WireEvent event;
        try {
            event = WireEvent.read(located.polled().headers(), located.polled().value(), clock.at(located.appended()));
        } catch (RuntimeException e) {
            differences.add("log", "%s cannot be read, and nobody said that it is bad: %s", located.place(), e);
            return;
        }
        if (event.recorded().isAfter(clock.at(located.appended()).plus(CLOCK_SKEW))) {
            addBad(located, "recorded-in-the-future");
        } else {
            deliveries
                    .computeIfAbsent(event.identity(), identity -> new ArrayList<>(1))
                    .add(new Delivery(located.place(), event));
        }
    }

    private void addBad(ActivityLog.Located located, String reason) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : located.polled().headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value()));
        }
        bad.put(
                located.place(),
                new Bad(
                        located.polled().topic(),
                        reason,
                        located.polled().value(),
                        located.polled().key(),
                        headers));
    }

    /** By identity, where each good event lies. */
    Map<String, List<Delivery>> deliveries() {
        return deliveries;
    }

    /** By place, what has to be rejected. */
    Map<Place, Bad> bad() {
        return bad;
    }

    /** Whether a record lies, or lay, there. */
    boolean holds(Place place) {
        return known.contains(place);
    }
}
