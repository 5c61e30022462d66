package vn.bdhvs.analytics.tally;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.lease.Leases;
import vn.bdhvs.analytics.rejection.RejectedRecords;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.tally.EventTally;

/**
 * Compares what the sources have told with the journal and the rejections, minute by minute, until each minute agrees. One
 * instance at a time does so.
 */
@Component
class TallyCheck {

    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Minutes that lie closer than that are looked up together, up to {@link #LONGEST}. */
    private static final Duration GAP = Duration.ofMinutes(5);

    /** What arrived in that time is held in memory at once. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Tallies tallies;
    private final RejectedRecords rejections;
    private final Leases leases;
    private final MongoCollection<Document> journal;
    private final MongoCollection<Document> reversalCopies;
    private final BusinessClock clock;
    private volatile List<Tallies.Open> different = List.of();
    private volatile @Nullable Instant verifiedThrough;

    TallyCheck(
            MongoTemplate mongo,
            Tallies tallies,
            RejectedRecords rejections,
            Leases leases,
            BusinessClock clock,
            MeterRegistry meters) {
        this.tallies = tallies;
        this.rejections = rejections;
        this.leases = leases;
        this.clock = clock;
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
        this.reversalCopies = mongo.getCollection(JournalledEvent.REVERSAL_COPIES);
        Gauge.builder("control.totals.missing", this, TallyCheck::missing)
                .description("Events that their sources have told of and that have not arrived")
                .register(meters);
        Gauge.builder("control.totals.age", this, TallyCheck::age)
                .baseUnit("seconds")
                .description(
                        "For how long it has been seen that something is missing of what sources have told, real time")
                .register(meters);
        Gauge.builder("control.totals.verified.age", this, TallyCheck::verifiedAge)
                .baseUnit("seconds")
                .description(
                        "How long ago, business time, it was up to when all that sources have accepted is known to have"
                                + " arrived; not a number before any source has told anything")
                .register(meters);
    }

    private double verifiedAge() {
        Instant through = verifiedThrough;
        return through == null
                ? Double.NaN
                : Duration.between(through, clock.instant()).toMillis() / 1000.0;
    }

    private double missing() {
        return different.stream().mapToLong(Tallies.Open::missing).sum();
    }

    private double age() {
        Instant now = Instant.now();
        return different.stream()
                .filter(each -> each.missing() > 0)
                .map(Tallies.Open::since)
                .filter(since -> since != null && since.isBefore(now))
                .mapToDouble(since -> Duration.between(since, now).toMillis() / 1000.0)
                .max()
                .orElse(0);
    }

    /** Looks at all minutes that are open, if no other instance does so. */
    void next() {
        if (leases.hold("control-totals", LEASE)) {
            List<Tallies.Open> run = new ArrayList<>();
            for (Tallies.Open each : tallies.open()) {
                if (!run.isEmpty()
                        && (each.minute()
                                        .isAfter(
                                                run.get(run.size() - 1).minute().plus(GAP))
                                || each.minute().isAfter(run.get(0).minute().plus(LONGEST)))) {
                    compare(run);
                    run.clear();
                }
                run.add(each);
            }
            compare(run);
        }
        List<Tallies.Open> open = tallies.open();
        different = open.stream().filter(Tallies.Open::isDifferent).toList();
        verifiedThrough = tallies.verifiedThrough(open).values().stream()
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Compares minutes that lie close to each other, in order. */
    private void compare(List<Tallies.Open> run) {
        if (run.isEmpty()) {
            return;
        }
        Instant from = run.get(0).minute();
        Instant until = run.get(run.size() - 1).minute().plus(1, ChronoUnit.MINUTES);
        Arrived arrived = arrived(from, until);
        addRejected(run, from, until, arrived);
        Instant now = Instant.now();
        for (Tallies.Open open : run) {
            EventTally found = arrived.tally(place(open.source(), open.minute()));
            if (open.agreesWith(found)) {
                tallies.close(open);
            } else if (open.isAccepted(found)) {
                tallies.closeAsAccepted(open);
            } else {
                tallies.differs(open, found.count(), now);
            }
        }
    }

    /** Events by source and minute; each id once. */
    private record Arrived(Map<String, EventTally> tallies, Set<String> ids) {

        EventTally tally(String place) {
            return tallies.getOrDefault(place, EventTally.NONE);
        }

        void add(String source, String id, Instant recorded) {
            if (ids.add(source + " " + id)) {
                String place = place(source, recorded.truncatedTo(ChronoUnit.MINUTES));
                tallies.put(place, tally(place).plus(id));
            }
        }
    }

    private static String place(String source, Instant minute) {
        return source + " " + minute;
    }

    private Arrived arrived(Instant from, Instant until) {
        Arrived arrived = new Arrived(new HashMap<>(), new HashSet<>());
        journal.find(and(
                        gte(JournalledEvent.RECORDED, Date.from(from)), lt(JournalledEvent.RECORDED, Date.from(until))))
                .projection(
                        Projections.include(JournalledEvent.EVENT_ID, JournalledEvent.SOURCE, JournalledEvent.RECORDED))
                .forEach(document -> arrived.add(
                        JournalledEvent.source(document),
                        document.getString(JournalledEvent.EVENT_ID),
                        document.getDate(JournalledEvent.RECORDED).toInstant()));
        // Whoever takes back what was taken back before sends a copy: no entry is of its id.
        reversalCopies
                .find(and(
                        gte(JournalledEvent.RECORDED, Date.from(from)), lt(JournalledEvent.RECORDED, Date.from(until))))
                .forEach(document -> arrived.add(
                        document.getString(JournalledEvent.SOURCE),
                        document.getString(JournalledEvent.EVENT_ID),
                        document.getDate(JournalledEvent.RECORDED).toInstant()));
        return arrived;
    }

    /** What was rejected has arrived too; what becomes of it is told elsewhere. Looked up only where something is missing. */
    private void addRejected(List<Tallies.Open> run, Instant from, Instant until, Arrived arrived) {
        run.stream()
                .filter(open -> !open.agreesWith(arrived.tally(place(open.source(), open.minute()))))
                .map(Tallies.Open::source)
                .distinct()
                .toList()
                .forEach(source -> rejections
                        .recordedWithin(source, from, until)
                        .forEach((id, recorded) -> arrived.add(source, id, recorded)));
    }
}
