package vn.bdhvs.analytics.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.fold.Progress;

/**
 * Looks at all partitions of a consumer every few seconds, whether or not they have new records: a topic that was made
 * again, a log that was cut, a store that was restored and records that a poll has lost would show in a partition's next
 * record only, and that may never come.
 */
@Component
class Patrol {

    private static final Logger log = LoggerFactory.getLogger(Patrol.class);
    private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

    private final Partitions partitions;
    private final PollCheck check;
    private final Progress progress;
    private final Generations generations;
    private final ThreadLocal<Long> nextLook = ThreadLocal.withInitial(System::nanoTime);

    Patrol(Partitions partitions, PollCheck check, Progress progress, Generations generations) {
        this.partitions = partitions;
        this.check = check;
        this.progress = progress;
        this.generations = generations;
    }

    /**
     * If the last look was some seconds ago. To be called on the consumer's thread.
     *
     * @param polled partitions whose records are in hand, which the poll's own check looks after
     */
    void lookIfDue(Consumer<?, ?> consumer, Set<TopicPartition> polled) {
        long due = nextLook.get();
        if (System.nanoTime() - due >= 0) {
            look(consumer, polled);
            nextLook.set(System.nanoTime() + PERIOD_NANOS);
        }
    }

    /** As {@link #lookIfDue}, now. */
    void look(Consumer<?, ?> consumer, Set<TopicPartition> polled) {
        Set<TopicPartition> assigned = consumer.assignment();
        if (assigned.isEmpty()) {
            return;
        }
        partitions.reopenThoseToReadAnew(consumer);
        List<OpenPartition> open = check.open(assigned, consumer);
        // Progress first: what is applied and appended in between must not look like a log that lost its tail.
        Progress.Offsets stored = progress.read(
                generations.live(), open.stream().map(OpenPartition::key).toList());
        Partitions.lookAtLogs(open, consumer);
        List<OpenPartition> astray = new ArrayList<>();
        for (OpenPartition partition : open) {
            Progress.Applied applied = stored.of(partition.key());
            String unfit = Partitions.unfit(partition, applied);
            if (unfit != null) {
                partitions.halt(partition, consumer, unfit);
            } else if (!polled.contains(partition.partition()) && isAstray(partition, applied, consumer)) {
                astray.add(partition);
            }
        }
        List<OpenPartition> ahead = astray.stream()
                .filter(partition -> stored.of(partition.key()).offset() >= partition.applied())
                .toList();
        partitions.place(astray, consumer);
        // Only now: if they could not be moved, nothing has been looked at again.
        ahead.forEach(partition -> partition.lookedAtAgainAfter(partition.applied()));
        partitions.showLag();
    }

    /** Whether the consumer would not read next what lies behind progress. */
    private static boolean isAstray(OpenPartition partition, Progress.Applied applied, Consumer<?, ?> consumer) {
        if (applied.offset() < partition.applied()) {
            log.warn(
                    "Progress of {} went back from {} to {}: it is read again from there",
                    partition.partition(),
                    partition.applied(),
                    applied.offset());
            return true;
        }
        long position = consumer.position(partition.partition(), Partitions.TIMEOUT);
        long next = Partitions.nextOf(partition, applied);
        if (position <= next || partition.wasLookedAtAgainAfter(applied.offset())) {
            return false;
        }
        log.info(
                "{} stands at {}, but {} comes next: it is read again",
                partition.partition(),
                position,
                applied.next());
        return true;
    }
}
