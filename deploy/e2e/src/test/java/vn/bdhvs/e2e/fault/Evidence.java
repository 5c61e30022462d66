package vn.bdhvs.e2e.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The oracle. It reads everything that was sent from Kafka, reckons by itself what the figures must then be, and compares
 * that with what analytics keeps. It shares no code with the services and knows them only by their contracts: events,
 * topics, the layout of documents. What must hold is named as in the design: I1, I2, I3, I4, I7.
 *
 * <p>Which records are bad is told by who sent them; all others must have been accepted.
 */
final class Evidence implements AutoCloseable {

    private final String brokers;
    private final String analyticsMongo;
    private final String commandMongo;
    private final ActivityLog log;
    private final AnalyticsStore store;
    private final CommandCheck commands;
    private final BusinessTime clock;
    private final Sent earlier = new Sent();
    private final Map<Place, String> bad = new ConcurrentHashMap<>();
    private final List<CommandLoad> loads = new CopyOnWriteArrayList<>();
    private final Differences earlierDifferences = new Differences();

    /**
     * Where the services under test are.
     *
     * @param analyticsMongo server that analytics writes to, such as {@code mongodb://127.0.0.1:27017}
     * @param commandMongo server that the command services write to
     * @param clock as analytics is started with
     */
    Evidence(String brokers, String analyticsMongo, String commandMongo, BusinessTime clock) {
        this.brokers = brokers;
        this.analyticsMongo = analyticsMongo;
        this.commandMongo = commandMongo;
        this.log = new ActivityLog(brokers);
        this.store = new AnalyticsStore(analyticsMongo);
        this.commands = new CommandCheck(commandMongo);
        this.clock = clock;
    }

    /** Another one over the same, which expects the same so far. */
    Evidence copy() {
        Evidence copy = new Evidence(brokers, analyticsMongo, commandMongo, clock);
        copy.bad.putAll(bad);
        copy.loads.addAll(loads);
        copy.earlier.addAll(earlier);
        return copy;
    }

    /** By partition key, the offset that the next record of a topic will get. */
    Map<String, Long> ends(String topic) {
        return log.ends(List.of(topic));
    }

    /** The business clock of analytics. */
    BusinessTime clock() {
        return clock;
    }

    /** What analytics keeps, for looking at it or for spoiling it. */
    AnalyticsStore store() {
        return store;
    }

    /** An emitter whose bad records are expected to be rejected. */
    Emitter emitter() {
        return new Emitter(brokers, this::expectRejected);
    }

    /** The record there has to be rejected, for this reason. */
    void expectRejected(Place place, String reason) {
        bad.put(place, reason);
    }

    /** These commands were sent, and what they were answered has to be so. */
    void expectCommands(CommandLoad load) {
        loads.add(load);
    }

    /** Reads topics that are about to be deleted: what was sent on them counts all the same. */
    void remember(Collection<String> topics) {
        log.read(topics, located -> earlier.add(located, bad, clock, earlierDifferences));
    }

    /**
     * Waits until everything sent has been applied and nothing is pending.
     *
     * @throws org.awaitility.core.ConditionTimeoutException that tells what is still missing
     */
    void awaitRest(Duration longest) {
        await("rest").pollInterval(Duration.ofMillis(300)).atMost(longest).untilAsserted(() -> {
            List<String> restless = restless();
            if (!restless.isEmpty()) {
                throw new AssertionError("not at rest: " + restless);
            }
        });
    }

    /** What keeps the system from being at rest: partitions that are not applied to their ends, pending outboxes. */
    List<String> restless() {
        List<String> restless = new ArrayList<>();
        long pending = commands.pending();
        if (pending > 0) {
            restless.add(pending + " outboxes are pending");
        }
        Map<String, Long> progress = store.progress();
        log.ends(Kind.topics()).forEach((partition, end) -> {
            if (progress.getOrDefault(partition, -1L) < end - 1) {
                restless.add("%s: applied up to %s of %d".formatted(partition, progress.get(partition), end - 1));
            }
        });
        return restless;
    }

    /**
     * Checks everything. To be called at rest.
     *
     * @throws AssertionError that lists what is not as it must be
     */
    void require() {
        Differences differences = differences();
        if (!differences.isEmpty()) {
            throw new AssertionError(differences.toString());
        }
    }

    /** As {@link #require()}, for those who expect some. */
    Differences differences() {
        Differences differences = new Differences();
        Sent sent = new Sent();
        sent.addAll(earlier);
        if (!earlierDifferences.isEmpty()) {
            differences.add("log", "of topics deleted since: %s", earlierDifferences);
        }
        Map<String, Long> ends = log.read(Kind.topics(), located -> sent.add(located, bad, clock, differences));
        bad.keySet().stream()
                .filter(place -> !sent.holds(place))
                .forEach(place -> differences.add("log", "%s was acknowledged, and is gone", place));
        compareProgress(ends, differences);
        JournalCheck journal = new JournalCheck(sent, differences);
        journal.compare(store);
        compareFigures(journal, differences);
        new RejectedTopic(log).compare(sent, differences);
        Map<String, Long> rejected = compareRejections(sent, differences);
        compareLedger(journal, rejected, differences);
        commands.compare(sent, loads, differences);
        return differences;
    }

    /** All events that count, each once, as they lie on Kafka; at rest. */
    List<WireEvent> counted() {
        Differences differences = new Differences();
        Sent sent = new Sent();
        sent.addAll(earlier);
        log.read(Kind.topics(), located -> sent.add(located, bad, clock, differences));
        JournalCheck journal = new JournalCheck(sent, differences);
        journal.compare(store);
        if (!differences.isEmpty()) {
            throw new AssertionError(differences.toString());
        }
        return journal.counted().stream().map(Sent.Delivery::event).toList();
    }

    /** I4, as far as it is not the journal's and the rejections' part: at rest, everything has been applied. */
    private void compareProgress(Map<String, Long> ends, Differences differences) {
        Map<String, Long> last = new HashMap<>();
        ends.forEach((partition, end) -> {
            if (end > 0) {
                last.put(partition, end - 1);
            }
        });
        Map<String, Long> progress = store.progress();
        progress.keySet().retainAll(last.keySet());
        differences.compare("I4 progress", "", last, progress);
    }

    private void compareFigures(JournalCheck journal, Differences differences) {
        Reckoning reckoning = new Reckoning(store.liveGeneration());
        journal.counted().forEach(reckoning::count);
        Map<String, Map<String, Long>> expected = reckoning.cells();
        Set<String> seen = new HashSet<>();
        store.forEachFigures(document -> {
            String id = document.getString("_id");
            seen.add(id);
            differences.compare(
                    "I2 figures",
                    id,
                    expected.getOrDefault(id, Map.of()),
                    AnalyticsStore.flat(document, "done", "received", "hours", "late", "heard"));
            differences.compare(
                    "I3 marks", id, reckoning.marks().getOrDefault(id, Map.of()), AnalyticsStore.marks(document));
        });
        expected.keySet().stream()
                .filter(id -> !seen.contains(id))
                .forEach(id -> differences.add("I2 figures", "there is no document %s", id));
    }

    /** Compares the kept rejections, and counts them by the source that they claim. */
    private Map<String, Long> compareRejections(Sent sent, Differences differences) {
        Map<String, Long> bySource = new TreeMap<>();
        Map<String, Sent.Bad> left = new HashMap<>();
        sent.bad().forEach((place, expected) -> left.put(place.toString(), expected));
        store.forEachRejection(kept -> {
            String id = kept.getString("_id");
            bySource.merge(kept.getString("source"), 1L, Long::sum);
            Sent.Bad expected = left.remove(id);
            if (expected == null) {
                differences.add("I7 rejections", "%s is kept (%s), and is not bad", id, kept.getString("reason"));
                return;
            }
            Document value = kept.get("value", Document.class);
            differences.compare(
                    "I7 rejections",
                    id,
                    Map.of(
                            "topic",
                            expected.topic(),
                            "reason",
                            expected.reason(),
                            "length",
                            expected.value() == null ? -1 : expected.value().length,
                            "begins as sent",
                            true),
                    Map.of(
                            "topic",
                            kept.getString("topic"),
                            "reason",
                            kept.getString("reason"),
                            "length",
                            value == null ? -1 : value.getInteger("l"),
                            "begins as sent",
                            value == null || begins(expected.value(), value)));
        });
        left.forEach((id, expected) -> differences.add("I7 rejections", "%s (%s) is not kept", id, expected.reason()));
        return bySource;
    }

    private static boolean begins(byte[] sent, Document kept) {
        byte[] begin = kept.get("b", Binary.class).getData();
        return sent != null && Arrays.equals(begin, Arrays.copyOf(sent, begin.length));
    }

    /** Copies and rejections of each source, each counted once. */
    private void compareLedger(JournalCheck journal, Map<String, Long> rejected, Differences differences) {
        Map<String, Long> copies = new TreeMap<>();
        Map<String, Long> told = new TreeMap<>();
        store.forEachSource(document -> {
            String source = document.getString("source");
            put(copies, source, document.get("copies"));
            put(told, source, document.get("rejected"));
            Map<String, Long> marks = AnalyticsStore.marks(document);
            journal.copyMarks().getOrDefault(source, Map.of()).forEach((partition, offset) -> {
                if (marks.getOrDefault(partition, -1L) < offset) {
                    differences.add(
                            "I3 marks",
                            "source %s %s: %s, before its copy at %d",
                            source,
                            partition,
                            marks.get(partition),
                            offset);
                }
            });
        });
        differences.compare("copies of source", "", journal.copies(), copies);
        differences.compare("rejected of source", "", rejected, told);
    }

    private static void put(Map<String, Long> counts, String source, Object count) {
        if (count instanceof Number number && number.longValue() != 0) {
            counts.put(source, number.longValue());
        }
    }

    @Override
    public void close() {
        log.close();
        store.close();
        commands.close();
    }
}
