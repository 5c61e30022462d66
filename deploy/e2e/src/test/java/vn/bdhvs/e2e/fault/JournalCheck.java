package vn.bdhvs.e2e.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/**
 * Compares the journal with everything that was sent: it holds each good event once, under its identity, with the content
 * and the place of one of its deliveries. That delivery is the one that counts, all others are copies.
 */
final class JournalCheck {

    private static final String CHECK = "journal";
    private static final int MOST_COPIES = 100;

    private final Sent sent;
    private final Differences differences;
    private final Set<String> journalled = new HashSet<>();
    private final List<Sent.Delivery> counted = new ArrayList<>();
    private final Map<String, Long> copies = new TreeMap<>();
    private final Map<String, Map<String, Long>> copyMarks = new HashMap<>();

    JournalCheck(Sent sent, Differences differences) {
        this.sent = sent;
        this.differences = differences;
    }

    void compare(AnalyticsStore store) {
        store.forEachJournalled(this::compare);
        sent.deliveries().forEach((identity, deliveries) -> {
            if (!journalled.contains(identity)) {
                differences.add(
                        CHECK,
                        "%s is missing; it lies at %s",
                        identity,
                        deliveries.get(0).place());
            }
        });
    }

    private void compare(Document entry) {
        String identity = entry.getString("_id");
        journalled.add(identity);
        Document origin = entry.get("o", Document.class);
        Place place = new Place(
                origin.getString("t"),
                origin.get("p", Number.class).intValue(),
                origin.get("n", Number.class).longValue());
        List<Sent.Delivery> deliveries = sent.deliveries().getOrDefault(identity, List.of());
        Sent.Delivery winner = deliveries.stream()
                .filter(delivery -> delivery.place().equals(place))
                .findFirst()
                .orElse(null);
        if (winner == null) {
            differences.add(CHECK, "%s is journalled from %s, where it does not lie", identity, place);
            return;
        }
        counted.add(winner);
        differences.compare(
                CHECK, identity, content(winner.event()), content(winner.event().kind(), entry));
        Set<String> others = new HashSet<>();
        for (Sent.Delivery delivery : deliveries) {
            if (delivery != winner) {
                others.add(delivery.place().toString());
                copy(winner.event(), delivery);
            }
        }
        if (others.size() <= MOST_COPIES && !others.equals(Set.copyOf(entry.getList("c", String.class, List.of())))) {
            differences.add(CHECK, "%s: its copies lie at %s, known are %s", identity, others, entry.get("c"));
        }
    }

    private void copy(WireEvent event, Sent.Delivery copy) {
        if (!event.saysTheSameAs(copy.event())) {
            differences.add(
                    CHECK,
                    "%s at %s says something else than the one that was counted, and nobody said that it is bad",
                    event.identity(),
                    copy.place());
            return;
        }
        copies.merge(event.source(), 1L, Long::sum);
        copyMarks
                .computeIfAbsent(event.source(), source -> new TreeMap<>())
                .merge(copy.place().partitionKey(), copy.place().offset(), Math::max);
    }

    private static Map<String, Object> content(WireEvent event) {
        return Map.of(
                "type", event.kind().type(),
                "id", event.id(),
                "subject", event.subject(),
                "time", event.time().toEpochMilli(),
                "recorded", event.recorded().toEpochMilli(),
                "data", event.data(),
                "retracts", event.retracts() == null ? "" : event.source() + " takes back " + event.retracts());
    }

    private static Map<String, Object> content(Kind kind, Document entry) {
        Document data = entry.get("data", Document.class);
        return Map.of(
                "type", entry.getString("type"),
                "id", entry.getString("e"),
                "subject", entry.getString("subject"),
                "time", entry.getDate("time").getTime(),
                "recorded", entry.getDate("recorded").getTime(),
                "data", WireEvent.values(kind, field -> data.getEmbedded(List.of(field.split("\\.")), Object.class)),
                "retracts", retracts(entry));
    }

    private static String retracts(Document entry) {
        Document retracted = entry.get("retracted", Document.class);
        return retracted == null
                ? ""
                : "%s takes back %s %s"
                        .formatted(entry.getString("source"), retracted.getString("source"), retracted.getString("id"));
    }

    /** The deliveries that count. */
    List<Sent.Delivery> counted() {
        return counted;
    }

    /** By source, how many copies there are. */
    Map<String, Long> copies() {
        return copies;
    }

    /** By source and partition, where the last copy lies. */
    Map<String, Map<String, Long>> copyMarks() {
        return copyMarks;
    }
}
