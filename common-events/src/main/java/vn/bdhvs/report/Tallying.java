package vn.bdhvs.report;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.client.FindIterable;
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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.outbox.OutboxRelay;
import vn.bdhvs.tally.EventTally;
import vn.bdhvs.tally.SourceTally;

/**
 * Tells, minute by minute, how many events this service has accepted, from what its database holds, where that differs from
 * what was told before: at the start of all minutes, then of those that may still change. So a database that came back from
 * a backup says itself what it has lost. Any number of instances may tell at once: they tell the same.
 */
final class Tallying {

    private static final String ID = "_id";
    private static final String REVISION = "revision";
    private static final String AT = "revision.at";
    private static final String EARLIER = "earlier";

    private final MongoOperations mongo;
    private final OutboxRelay relay;
    private final ToldTallies toldBefore;
    private final BusinessClock clock;
    private final Duration settle;
    private final Map<String, List<String>> collections = new ConcurrentHashMap<>();
    private final Map<String, Told> told = new HashMap<>();

    Tallying(
            MongoOperations mongo,
            OutboxRelay relay,
            ToldTallies toldBefore,
            BusinessClock clock,
            TallyProperties properties) {
        this.mongo = mongo;
        this.relay = relay;
        this.toldBefore = toldBefore;
        this.clock = clock;
        this.settle = properties.settle();
    }

    /** Has the events of a collection of reports told under their source. */
    void include(String source, Class<?> type) {
        collections.computeIfAbsent(source, key -> new CopyOnWriteArrayList<>()).add(mongo.getCollectionName(type));
        mongo.indexOps(type).createIndex(new Index(AT, Direction.ASC));
    }

    /**
     * Tells what is new, unless the broker is away.
     *
     * @throws org.apache.kafka.common.KafkaException if what was told before cannot be read: then nothing is told
     * @throws java.util.concurrent.CompletionException if the broker does not acknowledge all
     */
    void tell() {
        if (!relay.isAway()) {
            collections.keySet().forEach(this::tell);
        }
    }

    private void tell(String source) {
        Instant now = clock.instant();
        Instant complete =
                now.minusMillis(Math.round(settle.toMillis() * clock.rate())).truncatedTo(ChronoUnit.MINUTES);
        // Read before the database is: so that holds, unless it was lost, all that was told.
        Told before = told.computeIfAbsent(source, key -> new Told(Instant.EPOCH, toldBefore.of(key)));
        Map<Instant, EventTally> found = tallies(source, before.complete());
        before.tallies()
                .forEach((minute, tally) ->
                        found.putIfAbsent(minute, minute.isBefore(complete) ? EventTally.NONE : tally));
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        found.forEach((minute, tally) -> {
            if (!tally.equals(before.tallies().get(minute))) {
                sent.add(send(SourceTally.of(source, minute, tally)));
            }
        });
        CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).join();
        send(SourceTally.through(source, complete)).join();
        found.keySet().removeIf(minute -> minute.isBefore(complete));
        told.put(source, new Told(complete, found));
    }

    /**
     * What was told last.
     *
     * @param complete up to when nothing changes any more
     * @param tallies of the minutes from then on
     */
    private record Told(Instant complete, Map<Instant, EventTally> tallies) {}

    private CompletableFuture<Void> send(SourceTally tally) {
        return relay.tell(SourceTally.TOPIC, tally.key(), tally.toBytes());
    }

    /**
     * By minute, the events that were recorded from then on. A report was last revised no earlier than any of its events. One
     * that is revised meanwhile moves to the end of that index: it counts once, as it was read first, and what is new of it is
     * told next time. All reports are read by their ids, which stay.
     */
    private Map<Instant, EventTally> tallies(String source, Instant from) {
        Map<Instant, EventTally> tallies = new TreeMap<>();
        boolean all = from.equals(Instant.EPOCH);
        for (String collection : collections.getOrDefault(source, List.of())) {
            Set<Object> seen = new HashSet<>();
            FindIterable<Document> reports = mongo.getCollection(collection)
                    .find(where(AT).gte(Date.from(from)).getCriteriaObject())
                    .projection(new Document(REVISION, 1).append(EARLIER + "." + REVISION, 1));
            (all ? reports.hint(new Document(ID, 1)) : reports).forEach(report -> {
                if (all || seen.add(report.get(ID))) {
                    addAll(report, from, tallies);
                }
            });
        }
        return tallies;
    }

    private static void addAll(Document report, Instant from, Map<Instant, EventTally> tallies) {
        add(report.get(REVISION, Document.class), from, tallies);
        report.getList(EARLIER, Document.class, List.of())
                .forEach(each -> add(each.get(REVISION, Document.class), from, tallies));
    }

    private static void add(Document revision, Instant from, Map<Instant, EventTally> tallies) {
        Instant minute = revision.getDate("at").toInstant().truncatedTo(ChronoUnit.MINUTES);
        if (minute.isBefore(from)) {
            return;
        }
        boolean corrected = Revision.Kind.CORRECTED.name().equals(revision.getString("kind"));
        String reversal = revision.getString("reversal");
        if (!corrected || reversal != null) {
            tallies.merge(minute, EventTally.NONE.plus(revision.getString("event")), Tallying::sum);
        }
        if (reversal != null) {
            tallies.merge(minute, EventTally.NONE.plus(reversal), Tallying::sum);
        }
    }

    private static EventTally sum(EventTally one, EventTally other) {
        return new EventTally(one.count() + other.count(), one.sum() + other.sum());
    }
}
