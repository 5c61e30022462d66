package vn.bdhvs.analytics.fold;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.Cell;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;

/**
 * What an event adds to the figures: one contribution on its done day and one on its received day, both local days of
 * the campaign's zone, each to a joint cell and to the hour. The done day also learns when it was heard of. A retraction
 * adds the same with the other sign, on its original's done day and on its own received day.
 */
@Component
public class FiguresContributions {

    private final Catalogue catalogue;

    public FiguresContributions(Catalogue catalogue) {
        this.catalogue = catalogue;
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
                        event.time(),
                        event.retracted() == null ? Map.of(FiguresDocument.HEARD, event.recordedTime()) : Map.of()),
                contribution(event, origin, fresh, generation, FiguresClock.RECEIVED, event.recordedTime(), Map.of()));
    }

    /** Ids of the documents that these events may add to. */
    public Set<String> documents(List<ActivityEvent> events, int generation) {
        Set<String> ids = new HashSet<>();
        for (ActivityEvent event : events) {
            ZoneId zone = zone(event.activity().campaign());
            for (Instant instant : List.of(event.time(), event.recordedTime())) {
                ids.add(key(event, generation, instant.atZone(zone)).id());
            }
        }
        return ids;
    }

    private static FiguresDocument.Key key(ActivityEvent event, int generation, ZonedDateTime local) {
        Activity activity = event.activity();
        return new FiguresDocument.Key(generation, activity.campaign(), activity.unit(), local.toLocalDate());
    }

    private Contribution contribution(
            ActivityEvent event,
            Origin origin,
            boolean fresh,
            int generation,
            FiguresClock clock,
            Instant instant,
            Map<String, Instant> spans) {
        Activity activity = event.activity();
        ZonedDateTime local = instant.atZone(zone(activity.campaign()));
        FiguresDocument.Key key = key(event, generation, local);
        return new Contribution(
                key.id(), key.fields(), origin, fresh, increments(Cell.of(event), clock, local.getHour()), spans);
    }

    private ZoneId zone(String campaign) {
        return catalogue
                .find(campaign)
                .orElseThrow(() -> new IllegalStateException("an unknown campaign passed the check: " + campaign))
                .timeZone();
    }

    /** The counts that one activity adds, by dotted field. */
    private static Map<String, Long> increments(Cell cell, FiguresClock clock, int hour) {
        String field = cell.field(clock);
        String hours = String.join(
                ".",
                FiguresDocument.HOURS,
                clock.field(),
                Integer.toString(hour),
                cell.kind().field());
        Map<String, Long> increments = new HashMap<>();
        cell.counts().forEach((count, amount) -> {
            increments.put(field + "." + count, amount);
            increments.put(hours + "." + count, amount);
        });
        return increments;
    }
}
