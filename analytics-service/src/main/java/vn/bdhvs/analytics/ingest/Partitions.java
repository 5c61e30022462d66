package vn.bdhvs.analytics.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.fold.Progress;

/**
 * The partitions that this instance reads, each opened at its own progress. A partition whose log does not hold what
 * comes next stands still and is shown, with the reason, until an operator has it read anew: nothing is ever skipped.
 */
@Component
class Partitions {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Partitions.class);

    private final Map<TopicPartition, OpenPartition> open = new ConcurrentHashMap<>();
    private final TopicIds ids;
    private final Incarnations incarnations;
    private final Progress progress;
    private final Generations generations;
    private final MultiGauge lag;
    private final Counter remade;
    private final Map<TopicPartition, OpenPartition> openedLast = new ConcurrentHashMap<>();

    Partitions(
            TopicIds ids, Incarnations incarnations, Progress progress, Generations generations, MeterRegistry meters) {
        this.ids = ids;
        this.incarnations = incarnations;
        this.progress = progress;
        this.generations = generations;
        Gauge.builder("ingest.partitions.halted", this, partitions -> partitions.halted())
                .description("Assigned partitions that stand still because reading on would skip or double events")
                .register(meters);
        this.remade = Counter.builder("ingest.topics.remade")
                .description("Partitions whose topic was deleted and made again since this instance read them")
                .register(meters);
        this.lag = MultiGauge.builder("ingest.lag")
                .description("Records of an assigned partition that lie beyond progress")
                .register(meters);
    }

    private long halted() {
        return open.values().stream()
                .filter(partition -> partition.halted() != null)
                .count();
    }

    /** All that are open, by topic and number. */
    List<OpenPartition> all() {
        return open.values().stream()
                .sorted(Comparator.comparing(
                                (OpenPartition each) -> each.partition().topic())
                        .thenComparing(each -> each.partition().partition()))
                .toList();
    }

    Optional<OpenPartition> find(TopicPartition partition) {
        return Optional.ofNullable(open.get(partition));
    }

    /** Kafka's ids of the topics of these partitions, by topic, as of now; without topics that are not there. */
    Map<String, String> topicIds(Collection<TopicPartition> partitions) {
        return ids.of(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
    }

    /**
     * Opens newly assigned partitions, each at its progress, whatever Kafka has committed; those that are open already,
     * anew. A partition whose topic is not there is left alone. To be called on the consumer's thread.
     */
    void open(Collection<TopicPartition> partitions, Consumer<?, ?> consumer) {
        Map<String, String> byTopic = topicIds(partitions);
        List<Incarnations.Partition> present = partitions.stream()
                .filter(partition -> byTopic.containsKey(partition.topic()))
                .map(partition ->
                        new Incarnations.Partition(Objects.requireNonNull(byTopic.get(partition.topic())), partition))
                .toList();
        List<OpenPartition> opening = incarnations.current(present);
        opening.forEach(this::tellIfRemade);
        place(opening, consumer);
        opening.forEach(partition -> open.put(partition.partition(), partition));
        showLag();
    }

    private void tellIfRemade(OpenPartition opening) {
        OpenPartition before = openedLast.put(opening.partition(), opening);
        if (before != null && !Incarnations.ofKafka(before.topicId()).equals(Incarnations.ofKafka(opening.topicId()))) {
            remade.increment();
            log.error(
                    "The topic of {} was made again: {} is now {}. Of the old one this instance applied offsets up to {}; it"
                            + " ended at {} when it was last looked at. The new one is read from its beginning",
                    before.partition(),
                    before.topicId(),
                    opening.topicId(),
                    before.applied(),
                    before.end());
        }
    }

    /** Opens halted partitions that an operator has ordered to be read anew. To be called on the consumer's thread. */
    void reopenThoseToReadAnew(Consumer<?, ?> consumer) {
        List<OpenPartition> halted = open.values().stream()
                .filter(partition -> partition.halted() != null)
                .filter(partition -> consumer.assignment().contains(partition.partition()))
                .toList();
        if (halted.isEmpty()) {
            return;
        }
        Set<String> before = halted.stream().map(OpenPartition::key).collect(Collectors.toSet());
        List<OpenPartition> anew = incarnations
                .current(halted.stream()
                        .map(each -> new Incarnations.Partition(Incarnations.ofKafka(each.topicId()), each.partition()))
                        .toList())
                .stream()
                .filter(partition -> !before.contains(partition.key()))
                .toList();
        place(anew, consumer);
        anew.forEach(partition -> open.put(partition.partition(), partition));
    }

    /**
     * Moves the consumer to the record at progress, so that the next poll shows whether the log still holds it; or right
     * behind it, where nothing can be compared. Halts what the log cannot go on with.
     */
    void place(Collection<OpenPartition> partitions, Consumer<?, ?> consumer) {
        if (partitions.isEmpty()) {
            return;
        }
        Progress.Offsets stored = progress.read(
                generations.live(), partitions.stream().map(OpenPartition::key).toList());
        lookAtLogs(partitions, consumer);
        for (OpenPartition partition : partitions) {
            Progress.Applied applied = stored.of(partition.key());
            boolean comparable = applied.stamp() != null && applied.offset() >= partition.begin();
            partition.applied(applied.offset());
            partition.matched(!comparable);
            String unfit = applied.halted() == null ? unfit(partition, applied) : applied.halted();
            if (unfit == null) {
                seek(partition, comparable ? applied.offset() : nextOf(partition, applied), consumer);
            } else {
                halt(partition, consumer, unfit);
            }
        }
    }

    /** What is read anew begins where its log begins: whoever ordered that knows what the log has lost. */
    static long nextOf(OpenPartition partition, Progress.Applied applied) {
        boolean begins = applied.offset() == Progress.NONE;
        return begins && Incarnations.isLater(partition.topicId()) ? partition.begin() : applied.next();
    }

    /** Learns where logs begin and end. On the consumer's thread. */
    static void lookAtLogs(Collection<OpenPartition> partitions, Consumer<?, ?> consumer) {
        Set<TopicPartition> ofKafka =
                partitions.stream().map(OpenPartition::partition).collect(Collectors.toSet());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(ofKafka, TIMEOUT);
        Map<TopicPartition, Long> ends = consumer.endOffsets(ofKafka, TIMEOUT);
        partitions.forEach(partition -> partition.log(
                begins.getOrDefault(partition.partition(), 0L), ends.getOrDefault(partition.partition(), 0L)));
    }

    /** Why the log, as it was last looked at, does not hold what comes next; null if it does. */
    static @Nullable String unfit(OpenPartition partition, Progress.Applied applied) {
        long next = nextOf(partition, applied);
        if (next < partition.begin()) {
            return "offset %d comes next, but the log begins at %d: its head was cut before it was read"
                    .formatted(next, partition.begin());
        }
        if (next > partition.end()) {
            return "offset %d comes next, but the log ends at %d: its tail was cut".formatted(next, partition.end());
        }
        return null;
    }

    private static void seek(OpenPartition partition, long offset, Consumer<?, ?> consumer) {
        consumer.seek(partition.partition(), offset);
        partition.halt(null);
        if (consumer.paused().contains(partition.partition())) {
            consumer.resume(Set.of(partition.partition()));
        }
    }

    void close(TopicPartition partition) {
        open.remove(partition);
        showLag();
    }

    /** Stops a partition, until an operator has it read anew, and says why. To be called on the consumer's thread. */
    void halt(OpenPartition partition, Consumer<?, ?> consumer, String reason) {
        if (!reason.equals(partition.halted())) {
            log.error("Partition {} stands still: {}", partition.partition(), reason);
        }
        partition.halt(reason);
        pause(partition, consumer);
    }

    /** Keeps a halted partition from being polled; whoever resumes all others resumes it too. */
    static void pause(OpenPartition partition, Consumer<?, ?> consumer) {
        if (consumer.assignment().contains(partition.partition())) {
            consumer.pause(Set.of(partition.partition()));
        }
    }

    /** The open partition of this key in marks and progress, if this instance still reads it. */
    Optional<OpenPartition> withKey(String key) {
        return open.values().stream()
                .filter(partition -> partition.key().equals(key))
                .findFirst();
    }

    /** Remembers what this instance has applied. */
    void advance(Map<String, Progress.Step> steps) {
        open.values().forEach(partition -> {
            Progress.Step step = steps.get(partition.key());
            if (step != null) {
                partition.applied(step.to());
            }
        });
    }

    /** Shows how far each partition lagged behind when its log was last looked at. */
    void showLag() {
        lag.register(
                open.values().stream()
                        .map(each -> MultiGauge.Row.of(
                                Tags.of(
                                        "topic",
                                        each.partition().topic(),
                                        "partition",
                                        Integer.toString(each.partition().partition())),
                                each,
                                OpenPartition::lag))
                        .toList(),
                true);
    }
}
