package vn.bdhvs.analytics.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;

/**
 * Says, on the topic {@code figures-changed}, which figures documents moved, and by which of the newest activities.
 * A hint only: readers re-read the documents.
 *
 * @param documents ids of figures documents
 * @param activities a few of the newest ones behind the change, newest first
 */
public record FiguresChanged(Collection<String> documents, List<Reported> activities) {

    /** An activity as a feed shows it: opaque ids, codes and counts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reported(
            String id,
            String type,
            String unit,
            String team,
            @Nullable String service,
            @Nullable String outcome,
            @Nullable Long citizens,
            Instant time,
            Instant recordedTime) {

        public static Reported of(ActivityEvent event) {
            return event.activity().match(new OfKind(event));
        }

        private record OfKind(ActivityEvent event) implements Activity.Cases<Reported> {

            @Override
            public Reported citizenAssisted(CitizenAssisted assisted) {
                return new Reported(
                        event.subject(),
                        "citizen-assisted",
                        assisted.unit(),
                        assisted.team(),
                        assisted.service(),
                        assisted.outcome().code(),
                        (long) assisted.citizens(),
                        event.time(),
                        event.recordedTime());
            }
        }
    }
}
