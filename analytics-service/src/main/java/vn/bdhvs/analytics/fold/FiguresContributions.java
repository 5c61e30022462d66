package vn.bdhvs.analytics.fold;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.Cell;
import vn.bdhvs.analytics.figures.CountFields;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.FiguresKeys;
import vn.bdhvs.analytics.figures.Lateness;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.event.ActivityEvent;

/**
 * What an event adds to the figures: one contribution on its done day and one on its received day, both local days of
 * the campaign's zone, each to a joint cell and to the hour. The done day also learns when it was heard of, and how late
 * what was received later is. A retraction adds the same with the other sign, on its original's done day and on its own
 * received day, and is itself as late as it is.
 */
@Component
public class FiguresContributions {

    private final FiguresKeys keys;
    private final CountFields fields = new CountFields();

    public FiguresContributions(FiguresKeys keys) {
        this.keys = keys;
    }

    /**
     * What an event adds.
     *
     * @param origin of the delivery that counts
     * @param fresh whether that delivery is the one that journalled it
     */
    public List<Contribution> of(ActivityEvent event, Origin origin, boolean fresh, int generation) {
        return List.of(
                contribution(
                        event,
                        origin,
                        fresh,
                        generation,
                        FiguresClock.DONE,
                        event.retracted() == null ? Map.of(FiguresDocument.HEARD, event.recordedTime()) : Map.of()),
                contribution(event, origin, fresh, generation, FiguresClock.RECEIVED, Map.of()));
    }

    /** Ids of the documents that these events may add to. */
    public Set<String> documents(List<ActivityEvent> events, int generation) {
        Set<String> ids = new HashSet<>();
        for (ActivityEvent event : events) {
            for (FiguresClock clock : FiguresClock.values()) {
                ids.add(keys.written(keys.key(event, clock, generation)).id());
            }
        }
        return ids;
    }

    private Contribution contribution(
            ActivityEvent event,
            Origin origin,
            boolean fresh,
            int generation,
            FiguresClock clock,
            Map<String, Instant> spans) {
        FiguresKeys.Written key = keys.written(keys.key(event, clock, generation));
        int hour = clock.of(event).atZone(keys.campaign(event).timeZone()).getHour();
        Cell cell = Cell.of(event);
        Map<String, Long> increments = new HashMap<>();
        fields.ofCell(cell, clock, increments::put);
        fields.ofHour(cell, clock, hour, increments::put);
        if (clock == FiguresClock.DONE) {
            Lateness.of(event, keys.campaign(event))
                    .ifPresent(lateness -> fields.ofLate(cell, lateness, increments::put));
        }
        return new Contribution(key.id(), key.fields(), origin, fresh, increments, spans);
    }
}
