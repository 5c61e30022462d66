package vn.bdhvs.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import vn.bdhvs.event.ActivityEvent;

/**
 * What an aggregate still has to tell. It is a field named {@code outbox} of the aggregate's own document, so that state
 * and events are written by one atomic write; the field is absent when nothing is pending.
 *
 * @param due when a sweeper may take it, real time; moved ahead by each claim
 * @param since when it was written, real time
 * @param last id of the last entry, or of the release of parked ones: it is cleared only while this is still so
 * @param entries in the order in which they happened
 */
public record Outbox(Instant due, Instant since, String last, List<PendingEvent> entries) {

    /** For how long the writing process has the entries to itself. */
    static final Duration FIRST_CHANCE = Duration.ofSeconds(10);

    /** An outbox, written now, that holds these events. */
    public static Outbox of(ActivityEvent... events) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Outbox(
                now.plus(FIRST_CHANCE),
                now,
                events[events.length - 1].id(),
                List.of(events).stream().map(PendingEvent::of).toList());
    }

    /** This and then, of the same aggregate, another that is written now. It waits as long as this has waited. */
    public Outbox followedBy(Outbox later) {
        return new Outbox(
                later.due,
                since,
                later.last,
                Stream.concat(entries.stream(), later.entries.stream()).toList());
    }

    /**
     * What is read from a document lacks whatever that lacks.
     *
     * @throws RuntimeException if so
     */
    void requireWhole() {
        Stream.of(due, since, last).forEach(Objects::requireNonNull);
        if (entries.isEmpty()) {
            throw new IllegalStateException("no entries");
        }
        entries.forEach(PendingEvent::requireWhole);
    }
}
