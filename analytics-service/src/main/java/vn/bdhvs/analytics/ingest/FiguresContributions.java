package vn.bdhvs.analytics.ingest;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.CellKind;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

/**
 * What an event adds to the figures: one contribution on its done day and one on its received day, both local days of
 * the campaign's zone, each to a joint cell and to the hour.
 */
@Component
class FiguresContributions {

    private final Catalogue catalogue;

    FiguresContributions(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Contribution> of(Entry entry, boolean fresh, int generation) {
        ActivityEvent event = entry.event();
        return List.of(
                contribution(entry, fresh, generation, FiguresClock.DONE, event.time()),
                contribution(entry, fresh, generation, FiguresClock.RECEIVED, event.recordedTime()));
    }

    private Contribution contribution(Entry entry, boolean fresh, int generation, FiguresClock clock, Instant instant) {
        Activity activity = entry.event().activity();
        ZonedDateTime local = instant.atZone(zone(activity.campaign()));
        FiguresDocument.Key key =
                new FiguresDocument.Key(generation, activity.campaign(), activity.unit(), local.toLocalDate());
        return new Contribution(
                key.id(), key.fields(), entry.origin(), fresh, activity.match(new Increments(clock, local.getHour())));
    }

    private ZoneId zone(String campaign) {
        return catalogue
                .find(campaign)
                .orElseThrow(() -> new IllegalStateException("an unknown campaign passed the check: " + campaign))
                .timeZone();
    }

    /** The counts that one activity adds, by dotted field. */
    private record Increments(FiguresClock clock, int hour) implements Activity.Cases<Map<String, Long>> {

        @Override
        public Map<String, Long> volunteerRegistered(VolunteerRegistered registered) {
            return counts(CellKind.VOLUNTEERS, List.of(registered.team()), Map.of("n", 1L));
        }

        @Override
        public Map<String, Long> classHeld(ClassHeld held) {
            Map<String, Long> counts = new HashMap<>();
            counts.put("n", 1L);
            counts.put("learners", (long) held.learners().total());
            putIfCounted(counts, "members", held.learners().members());
            putIfCounted(counts, "female", held.learners().female());
            putIfCounted(counts, "over60", held.learners().over60());
            return counts(
                    CellKind.CLASSES,
                    List.of(held.team(), held.topic(), held.mode().code()),
                    counts);
        }

        private static void putIfCounted(Map<String, Long> counts, String name, @Nullable Integer counted) {
            if (counted != null) {
                counts.put(name, counted.longValue());
            }
        }

        @Override
        public Map<String, Long> nilReported(NilReported nil) {
            return counts(CellKind.NIL_REPORTS, List.of(), Map.of("n", 1L));
        }

        @Override
        public Map<String, Long> citizenAssisted(CitizenAssisted assisted) {
            return counts(
                    CellKind.ASSISTS,
                    List.of(
                            assisted.team(),
                            assisted.service(),
                            assisted.outcome().code()),
                    Map.of("n", 1L, "citizens", (long) assisted.citizens()));
        }

        private Map<String, Long> counts(CellKind kind, List<String> dimensions, Map<String, Long> counts) {
            List<String> path = new ArrayList<>(List.of(clock.field(), kind.field()));
            path.addAll(dimensions);
            String cell = String.join(".", path);
            String hours = String.join(".", FiguresDocument.HOURS, clock.field(), Integer.toString(hour), kind.field());
            Map<String, Long> increments = new HashMap<>();
            counts.forEach((count, amount) -> {
                increments.put(cell + "." + count, amount);
                increments.put(hours + "." + count, amount);
            });
            return increments;
        }
    }
}
