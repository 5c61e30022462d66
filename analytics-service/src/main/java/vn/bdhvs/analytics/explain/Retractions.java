package vn.bdhvs.analytics.explain;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.event.ActivityEvent;

/**
 * Finds what has been taken back of some events. It looks for the retractions by their identities, so it holds no more than
 * the events that it is asked about, and finds them also where they fall into another number: on the day when
 * they were received.
 */
@Component
class Retractions {

    private final MongoCollection<Document> journal;

    Retractions(MongoTemplate mongo) {
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
    }

    /**
     * What was taken back.
     *
     * @param events their identities
     * @param corrected subjects of reports that say something else instead
     */
    record TakenBack(Set<String> events, Set<String> corrected) {

        private static final TakenBack NOTHING = new TakenBack(Set.of(), Set.of());

        boolean holds(ActivityEvent event) {
            return events.contains(event.identity());
        }

        boolean isCorrected(ActivityEvent event) {
            return corrected.contains(event.subject());
        }
    }

    /**
     * Which of these events have been taken back; for a retraction, whether its report says something else.
     *
     * @param asOf by retractions that were accepted by then; null for all
     */
    TakenBack of(Collection<ActivityEvent> events, @Nullable Instant asOf) {
        Map<String, ActivityEvent> asked = events.stream()
                .filter(event -> event.retracted() == null)
                .collect(Collectors.toMap(event -> ActivityEvent.RETRACTION + event.identity(), event -> event));
        Set<String> takenBack = new HashSet<>();
        Set<String> reports = new HashSet<>();
        for (Document retraction :
                journal.find(known(in("_id", asked.keySet()), asOf)).projection(Projections.include("_id"))) {
            ActivityEvent event = asked.get(retraction.getString("_id"));
            if (event != null) {
                takenBack.add(event.identity());
                reports.add(event.subject());
            }
        }
        events.stream()
                .filter(event -> event.retracted() != null)
                .map(ActivityEvent::subject)
                .forEach(reports::add);
        return reports.isEmpty() ? TakenBack.NOTHING : new TakenBack(takenBack, standing(reports, asOf));
    }

    /** Of these reports, those of which an event has not been taken back. */
    private Set<String> standing(Set<String> reports, @Nullable Instant asOf) {
        Map<String, String> subjects = new HashMap<>();
        for (Document event : journal.find(known(in(JournalledEvent.SUBJECT, reports), asOf))
                .projection(Projections.include("_id", JournalledEvent.SUBJECT))) {
            subjects.put(event.getString("_id"), event.getString(JournalledEvent.SUBJECT));
        }
        return subjects.entrySet().stream()
                .filter(event -> !event.getKey().startsWith(ActivityEvent.RETRACTION))
                .filter(event -> !subjects.containsKey(ActivityEvent.RETRACTION + event.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    private static Bson known(Bson wanted, @Nullable Instant asOf) {
        return asOf == null ? wanted : and(List.of(wanted, lte(JournalledEvent.RECORDED, Date.from(asOf))));
    }
}
