package vn.bdhvs.analytics.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

/**
 * Says, on the topic {@code figures-changed}, which figures documents moved, and by which of the newest activities.
 * A hint only: readers re-read the documents.
 *
 * @param documents ids of figures documents
 * @param activities a few of the newest ones behind the change, newest first
 * @param traceParents what the sampled traces of some of the activities are known by; none usually
 */
public record FiguresChanged(
        Collection<String> documents,
        List<Reported> activities,
        @Nullable List<String> traceParents) {

    public FiguresChanged {
        traceParents = traceParents == null || traceParents.isEmpty() ? null : traceParents;
    }

    /**
     * An activity as a feed shows it: opaque ids, codes and counts.
     *
     * @param id of its subject; of a retraction, its identity, so that both stand in the feed
     * @param learners of a class; negative in a retraction
     * @param citizens of an assist; negative in a retraction
     * @param retracted true in a retraction, else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reported(
            String id,
            String type,
            String unit,
            @Nullable String team,
            @Nullable String topic,
            @Nullable String service,
            @Nullable String outcome,
            @Nullable Long learners,
            @Nullable Long citizens,
            Instant time,
            Instant recordedTime,
            @Nullable Boolean retracted) {

        public static Reported of(ActivityEvent event) {
            return event.activity().match(new OfKind(event));
        }

        private record OfKind(ActivityEvent event) implements Activity.Cases<Reported> {

            @Override
            public Reported volunteerRegistered(VolunteerRegistered registered) {
                return reported(registered.team(), null, null, null, null, null);
            }

            @Override
            public Reported classHeld(ClassHeld held) {
                return reported(
                        held.team(),
                        held.topic(),
                        null,
                        null,
                        (long) event.sign() * held.learners().total(),
                        null);
            }

            @Override
            public Reported citizenAssisted(CitizenAssisted assisted) {
                return reported(
                        assisted.team(),
                        null,
                        assisted.service(),
                        assisted.outcome().code(),
                        null,
                        (long) event.sign() * assisted.citizens());
            }

            @Override
            public Reported nilReported(NilReported nil) {
                return reported(null, null, null, null, null, null);
            }

            private Reported reported(
                    @Nullable String team,
                    @Nullable String topic,
                    @Nullable String service,
                    @Nullable String outcome,
                    @Nullable Long learners,
                    @Nullable Long citizens) {
                return new Reported(
                        event.retracted() == null ? event.subject() : event.identity(),
                        event.activity().kafkaTopic(),
                        event.activity().unit(),
                        team,
                        topic,
                        service,
                        outcome,
                        learners,
                        citizens,
                        event.time(),
                        event.recordedTime(),
                        event.retracted() == null ? null : true);
            }
        }
    }
}
