package vn.bdhvs.analytics.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.journal.Origin;

/**
 * The partitions that this instance reads, each opened at its own progress. A partition whose log does not hold what
 * comes next stands still and is shown, with the reason, until it is assigned anew: nothing is ever skipped.
 */
@Component
class Partitions {

    private static final Logger log = LoggerFactory.getLogger(Partitions.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<TopicPartition, String> topicIds = new ConcurrentHashMap<>();
    private final Map<TopicPartition, String> halted = new ConcurrentHashMap<>();
    private final Map<String, Long> applied = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> lookedTwice = new ConcurrentHashMap<>();
    private final TopicIds ids;
    private final Progress progress;
    private final Generations generations;

    Partitions(TopicIds ids, Progress progress, Generations generations, MeterRegistry meters) {
        this.ids = ids;
        this.progress = progress;
        this.generations = generations;
        Gauge.builder("ingest.partitions.halted", halted, Map::size)
                .description("Assigned partitions that stand still because reading on would skip or double events")
                .register(meters);
    }

    /**
     * Opens newly assigned partitions: moves the consumer to the record after progress, whatever Kafka has committed.
     * To be called on the consumer's thread.
     */
    void open(Collection<TopicPartition> partitions, Consumer<?, ?> consumer) {
        if (partitions.isEmpty()) {
            return;
        }
        partitions.forEach(this::close);
        List<Opening> openings = new ArrayList<>();
        ids.of(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()))
                .forEach((topic, id) -> partitions.stream()
                        .filter(partition -> partition.topic().equals(topic))
                        .forEach(partition -> openings.add(new Opening(partition, id))));
        Progress.Offsets stored = progress.read(
                generations.live(), openings.stream().map(Opening::key).toList());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, TIMEOUT);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
        for (Opening opening : openings) {
            TopicPartition partition = opening.partition();
            long next = stored.of(opening.key()) + 1;
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(next, begin));
            topicIds.put(partition, opening.topicId());
            if (next < begin && next > 0) {
                halt(partition, consumer, "offset %d comes next, but the log begins at %d".formatted(next, begin));
            } else if (next > end) {
                halt(
                        partition,
                        consumer,
                        "offset %d comes next, but the log ends at %d: its tail was cut".formatted(next, end));
            }
        }
    }

    private record Opening(TopicPartition partition, String topicId) {
        private String key() {
            return Origin.partitionKey(topicId, partition.partition());
        }
    }

    void close(TopicPartition partition) {
        String id = topicIds.remove(partition);
        if (id != null) {
            applied.remove(Origin.partitionKey(id, partition.partition()));
        }
        halted.remove(partition);
        lookedTwice.remove(partition);
    }

    boolean isOpen(TopicPartition partition) {
        return topicIds.containsKey(partition);
    }

    boolean isHalted(TopicPartition partition) {
        return halted.containsKey(partition);
    }

    /** Id of an open partition's topic. */
    String topicId(TopicPartition partition) {
        String id = topicIds.get(partition);
        if (id == null) {
            throw new IllegalStateException(partition + " has not been opened");
        }
        return id;
    }

    /** Key of an open partition in marks and progress. */
    String key(TopicPartition partition) {
        return Origin.partitionKey(topicId(partition), partition.partition());
    }

    /** Stops a partition for good, until it is assigned anew, and says why. To be called on the consumer's thread. */
    void halt(TopicPartition partition, Consumer<?, ?> consumer, String reason) {
        halted.put(partition, reason);
        consumer.pause(Set.of(partition));
        log.error("Partition {} stands still: {}", partition, reason);
    }

    /** As {@link #halt(TopicPartition, Consumer, String)}, for the partition that a record lies in. */
    void halt(Origin origin, Consumer<?, ?> consumer, String reason) {
        topicIds.forEach((partition, id) -> {
            if (Origin.partitionKey(id, partition.partition()).equals(origin.partitionKey())) {
                halt(partition, consumer, reason);
            }
        });
    }

    /** Remembers what this instance has applied. */
    void advance(Map<String, Long> reached) {
        applied.putAll(reached);
    }

    /**
     * Whether stored progress lies before what this instance has applied, as after the store was restored from a
     * backup. If so the consumer is moved back to it, and what it has polled of the partition must be left alone.
     */
    boolean steppedBack(TopicPartition partition, long progressed, Consumer<?, ?> consumer) {
        Long known = applied.get(key(partition));
        if (known == null || progressed >= known) {
            return false;
        }
        log.warn("Progress of {} went back from {} to {}: reading again from there", partition, known, progressed);
        open(Set.of(partition), consumer);
        return true;
    }

    /**
     * Whether the poll begins beyond the record after progress, so that it must be left alone. If the log was cut the
     * partition is halted. Else the consumer is moved back once: offsets may have gaps of their own (a transaction's
     * markers), and a gap that is still there on the second look is one of those.
     */
    boolean jumpedAhead(TopicPartition partition, long progressed, long polledFrom, Consumer<?, ?> consumer) {
        long next = progressed + 1;
        if (polledFrom <= next || Long.valueOf(next).equals(lookedTwice.get(partition))) {
            return false;
        }
        long begin = consumer.beginningOffsets(Set.of(partition), TIMEOUT).getOrDefault(partition, 0L);
        if (begin > next && progressed != Progress.NONE) {
            halt(partition, consumer, "offset %d comes next, but the log begins at %d".formatted(next, begin));
            return true;
        }
        lookedTwice.put(partition, next);
        consumer.seek(partition, Math.max(next, begin));
        return true;
    }

    /** Why partitions stand still, by partition. */
    Map<String, String> halted() {
        Map<String, String> reasons = new TreeMap<>();
        halted.forEach((partition, reason) -> reasons.put(partition.toString(), reason));
        return Map.copyOf(reasons);
    }
}
