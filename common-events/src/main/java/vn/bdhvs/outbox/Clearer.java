package vn.bdhvs.outbox;

import com.mongodb.client.model.WriteModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes back what became of the outboxes, many to one bulk. A write that fails is not repeated: the outbox is then still
 * pending, a sweeper sends it again under the same ids, and its readers drop the copy.
 */
final class Clearer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Clearer.class);
    private static final int BULK = 1_000;
    private static final long LINGER_MILLIS = 10;

    private final Outboxes outboxes;
    private final OutboxBacklog backlog;
    private final BlockingQueue<Settlement> queue = new LinkedBlockingQueue<>();
    private volatile boolean stopping;

    Clearer(Outboxes outboxes, OutboxBacklog backlog) {
        this.outboxes = outboxes;
        this.backlog = backlog;
    }

    /**
     * One outbox to write back.
     *
     * @param settled whether it is no longer pending afterwards
     * @param afterwards run once the write was done or has failed
     */
    record Settlement(String collection, WriteModel<Document> update, boolean settled, Runnable afterwards) {}

    void add(Settlement settlement) {
        queue.add(settlement);
    }

    /** To be called before {@link #run()}, the first time and after each {@link #stop()}. */
    void start() {
        stopping = false;
    }

    /** Writes what has been added, then ends. */
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        List<Settlement> batch = new ArrayList<>();
        while (!stopping || !queue.isEmpty()) {
            try {
                collect(batch);
            } catch (InterruptedException e) {
                return;
            }
            try {
                batch.stream()
                        .collect(Collectors.groupingBy(Settlement::collection))
                        .forEach(this::write);
            } finally {
                batch.forEach(settlement -> settlement.afterwards().run());
                batch.clear();
            }
        }
    }

    private void collect(List<Settlement> batch) throws InterruptedException {
        Settlement next = queue.poll(100, TimeUnit.MILLISECONDS);
        long end = System.nanoTime() + Duration.ofMillis(LINGER_MILLIS).toNanos();
        while (next != null) {
            batch.add(next);
            next = batch.size() < BULK ? queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
        }
    }

    private void write(String collection, List<Settlement> settlements) {
        try {
            outboxes.write(
                    collection, settlements.stream().map(Settlement::update).toList());
            backlog.settled(
                    (int) settlements.stream().filter(Settlement::settled).count());
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} outboxes of {} could not be written back; they will be sent again",
                    settlements.size(),
                    collection,
                    e);
        }
    }
}
