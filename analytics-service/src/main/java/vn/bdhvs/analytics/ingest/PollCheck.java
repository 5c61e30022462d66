package vn.bdhvs.analytics.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.analytics.journal.Origin;

/**
 * Tells what of a poll may be applied: in each partition, the records that follow upon progress without a gap, in a log
 * that still holds the record at progress as it was applied. Where a poll does not fit, the consumer is moved back and
 * the log is looked at again; where the log itself does not fit, the partition is halted. So a consumer that was reset or
 * woken late, a topic made again, a log that lost its tail and a store that was restored are all seen here, whatever they
 * did to the offsets.
 */
@Component
class PollCheck {

    private static final Logger log = LoggerFactory.getLogger(PollCheck.class);

    private final Partitions partitions;
    private final Progress progress;

    PollCheck(Partitions partitions, Progress progress) {
        this.partitions = partitions;
        this.progress = progress;
    }

    /** A record and where it lies. */
    record Located(Origin origin, ConsumerRecord<?, byte[]> polled) {}

    /**
     * What may be applied.
     *
     * @param records in offset order within each partition
     * @param steps what applying all of them does to progress, by partition key
     */
    record Due(List<Located> records, Map<String, Progress.Step> steps) {}

    /** Checks one poll. To be called on the consumer's thread. */
    Due due(PolledRecords polled, int generation) {
        Consumer<?, ?> consumer = polled.consumer();
        Map<TopicPartition, List<ConsumerRecord<?, byte[]>>> byPartition = new LinkedHashMap<>();
        polled.records().forEach(record -> byPartition
                .computeIfAbsent(new TopicPartition(record.topic(), record.partition()), p -> new ArrayList<>())
                .add(record));
        // While a failed poll is tried again partitions may move to another consumer, which reads them from progress.
        byPartition.keySet().retainAll(consumer.assignment());
        List<OpenPartition> open = open(byPartition.keySet(), consumer);
        Progress.Offsets stored =
                progress.read(generation, open.stream().map(OpenPartition::key).toList());

        Due due = new Due(new ArrayList<>(polled.records().size()), new HashMap<>());
        for (OpenPartition partition : open) {
            List<ConsumerRecord<?, byte[]>> records = byPartition.getOrDefault(partition.partition(), List.of());
            Progress.Applied applied = stored.of(partition.key());
            if (follows(partition, applied, records, consumer)) {
                add(partition, applied, records, due);
            }
        }
        return due;
    }

    /**
     * The partitions that were open already and are in order. The others are opened, and read again from progress: what
     * this poll has of them may come from a topic that is no longer there.
     */
    List<OpenPartition> open(Set<TopicPartition> wanted, Consumer<?, ?> consumer) {
        List<OpenPartition> inOrder = new ArrayList<>();
        List<TopicPartition> toOpen = new ArrayList<>();
        Map<String, String> topicIds = partitions.topicIds(wanted);
        for (TopicPartition each : wanted) {
            OpenPartition known = partitions.find(each).orElse(null);
            String topicId = topicIds.get(each.topic());
            if (topicId == null) {
                log.warn("The topic of {} is not there; it is opened when it is", each);
                partitions.close(each);
            } else if (known == null || !Incarnations.ofKafka(known.topicId()).equals(topicId)) {
                toOpen.add(each);
            } else if (known.halted() != null) {
                Partitions.pause(known, consumer);
            } else {
                inOrder.add(known);
            }
        }
        if (!toOpen.isEmpty()) {
            partitions.open(toOpen, consumer);
        }
        return inOrder;
    }

    /** Whether these records go on from progress; if not, the consumer is moved or the partition halted. */
    private boolean follows(
            OpenPartition partition,
            Progress.Applied applied,
            List<ConsumerRecord<?, byte[]>> records,
            Consumer<?, ?> consumer) {
        if (applied.offset() < partition.applied()) {
            log.warn(
                    "Progress of {} went back from {} to {}: it is read again from there",
                    partition.partition(),
                    partition.applied(),
                    applied.offset());
            partitions.place(List.of(partition), consumer);
            return false;
        }
        ConsumerRecord<?, byte[]> first = records.get(0);
        if (partition.wasLookedAtAgainFor(first)) {
            return false;
        }
        long next = Partitions.nextOf(partition, applied);
        boolean lookedAgain = partition.wasLookedAtAgainAfter(applied.offset());
        if (partition.isMatched()) {
            boolean anotherLeader =
                    partition.isOfAnotherLeader(first.leaderEpoch().orElse(null));
            boolean fits = first.offset() == next && !anotherLeader;
            // A gap that is there on a second look is the log's own: a transaction's marker, or what was aborted.
            if (!fits && !(lookedAgain && first.offset() >= next)) {
                lookAgain(partition, applied, first, consumer);
                return false;
            }
        } else if (first.offset() == applied.offset()) {
            if (applied.stamp() != null && !applied.stamp().equals(Stamps.of(first))) {
                partitions.halt(
                        partition,
                        consumer,
                        "another record than the one applied lies at offset %d: the log's tail was lost and written anew"
                                .formatted(applied.offset()));
                return false;
            }
        } else if (lookedAgain && first.offset() > applied.offset()) {
            partitions.halt(
                    partition,
                    consumer,
                    "the record at offset %d, which was applied, is no longer there".formatted(applied.offset()));
            return false;
        } else {
            lookAgain(partition, applied, first, consumer);
            return false;
        }
        partition.matched(true);
        partition.leaderEpoch(records.get(records.size() - 1).leaderEpoch().orElse(null));
        return true;
    }

    /** If the consumer could not be moved, nothing has been looked at again. */
    private void lookAgain(
            OpenPartition partition, Progress.Applied applied, ConsumerRecord<?, ?> first, Consumer<?, ?> consumer) {
        partitions.place(List.of(partition), consumer);
        partition.lookedAtAgainAfter(applied.offset());
        partition.lookedAtAgainFor(first);
    }

    private static void add(
            OpenPartition partition, Progress.Applied applied, List<ConsumerRecord<?, byte[]>> records, Due due) {
        for (ConsumerRecord<?, byte[]> polled : records) {
            if (polled.offset() > applied.offset()) {
                due.records()
                        .add(new Located(new Origin(partition.topicId(), polled.partition(), polled.offset()), polled));
            }
        }
        ConsumerRecord<?, byte[]> last = records.get(records.size() - 1);
        if (last.offset() > applied.offset()) {
            due.steps().put(partition.key(), new Progress.Step(applied.offset(), last.offset(), Stamps.of(last)));
        }
    }
}
