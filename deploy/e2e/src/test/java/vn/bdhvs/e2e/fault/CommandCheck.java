package vn.bdhvs.e2e.fault;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/**
 * Compares what the command services hold with what lies on Kafka: state and event cannot part. Each aggregate has one
 * event on Kafka that nothing takes back, none if it was taken back, or something pending or parked in its own outbox; each event of theirs has its aggregate; each answered command
 * has become what its answer said.
 */
final class CommandCheck implements AutoCloseable {

    private static final String CHECK = "I1";
    private static final Map<String, List<String>> COLLECTIONS = Map.of(
            "session", List.of("assists", "classes", "nilReports"),
            "registration", List.of("volunteers"));

    private final MongoClient client;

    /** Opens a server, such as {@code mongodb://127.0.0.1:27017}. */
    CommandCheck(String server) {
        this.client = MongoClients.create(server);
    }

    /** How many aggregates have something pending. */
    long pending() {
        long pending = 0;
        for (MongoCollection<Document> collection : collections()) {
            pending += collection.countDocuments(new Document("outbox.since", new Document("$exists", true)));
        }
        return pending;
    }

    private List<MongoCollection<Document>> collections() {
        List<MongoCollection<Document>> collections = new ArrayList<>();
        COLLECTIONS.forEach((database, names) -> names.forEach(
                name -> collections.add(client.getDatabase(database).getCollection(name))));
        return collections;
    }

    void compare(Sent sent, List<CommandLoad> loads, Differences differences) {
        Map<String, Set<String>> events = new HashMap<>();
        sent.deliveries().forEach((identity, deliveries) -> {
            WireEvent event = deliveries.get(0).event();
            if (event.source().equals("/session-service") || event.source().equals("/registration-service")) {
                events.computeIfAbsent(event.subject(), subject -> new HashSet<>(1))
                        .add(identity);
            }
        });
        sent.bad().forEach((place, bad) -> {
            String source = bad.headers().getOrDefault("ce_source", "");
            if (source.equals("/session-service") || source.equals("/registration-service")) {
                events.computeIfAbsent(bad.headers().get("ce_subject"), subject -> new HashSet<>(1))
                        .add(source + " " + bad.headers().get("ce_id"));
            }
        });
        Map<String, Integer> byReference = new HashMap<>();
        for (MongoCollection<Document> collection : collections()) {
            collection.find().batchSize(2_000).forEach(aggregate -> {
                String id = String.valueOf(aggregate.get("_id"));
                Document submission = aggregate.get("submission", new Document());
                byReference.merge(
                        submission.getString("client") + " " + submission.getString("reference"), 1, Integer::sum);
                Set<String> own = events.remove(id);
                boolean waits = aggregate.containsKey("outbox") || aggregate.containsKey("outboxParked");
                if (own == null && !waits) {
                    differences.add(CHECK, "%s %s has no event", collection.getNamespace(), id);
                } else if (own != null && !waits && standing(own) != (isTakenBack(aggregate) ? 0 : 1)) {
                    differences.add(CHECK, "%s %s has these events: %s", collection.getNamespace(), id, own);
                }
            });
        }
        events.forEach((subject, identities) ->
                differences.add(CHECK, "the event %s has no aggregate: there is no %s", identities, subject));
        loads.forEach(load -> compare(load, byReference, differences));
    }

    /** How many of these events nothing takes back. */
    private static long standing(Set<String> identities) {
        String retracted = "retracted: ";
        return identities.stream()
                .filter(identity -> !identity.startsWith(retracted) && !identities.contains(retracted + identity))
                .count();
    }

    private static boolean isTakenBack(Document aggregate) {
        return "RETRACTED".equals(aggregate.get("revision", new Document()).getString("kind"));
    }

    private static void compare(CommandLoad load, Map<String, Integer> byReference, Differences differences) {
        load.outcomes().forEach((reference, outcome) -> {
            int there = byReference.getOrDefault(load.client() + " " + reference, 0);
            boolean right =
                    switch (outcome) {
                        case OK -> there == 1;
                        case REFUSED -> there == 0;
                        case UNKNOWN -> there <= 1;
                    };
            if (!right) {
                differences.add(CHECK, "the command %s ended %s, and there are %d of it", reference, outcome, there);
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
