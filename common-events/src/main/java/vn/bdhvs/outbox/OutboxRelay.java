package vn.bdhvs.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what aggregates have pending. One thread sends without waiting for acks; up to a window of aggregates may be
 * under way. An aggregate's outbox is cleared only when each of its entries has its own ack. Nothing depends on this
 * process to stay alive: what it does not get done, a {@link Sweeper} here or elsewhere takes up.
 */
public final class OutboxRelay implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private final Publisher publisher;
    private final Outboxes outboxes;
    private final Clearer clearer;
    private final OutboxBacklog backlog;
    private final OutboxMetrics metrics;
    private final BlockingQueue<Handover> queue;
    private final Semaphore window;
    private final int windowSize;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Refusals refusals = new Refusals();
    private final AtomicBoolean away = new AtomicBoolean(true);
    private volatile boolean stopping;

    OutboxRelay(
            Publisher publisher,
            Outboxes outboxes,
            Clearer clearer,
            OutboxBacklog backlog,
            OutboxMetrics metrics,
            OutboxProperties properties) {
        this.publisher = publisher;
        this.outboxes = outboxes;
        this.clearer = clearer;
        this.backlog = backlog;
        this.metrics = metrics;
        this.queue = new LinkedBlockingQueue<>(properties.queue());
        this.windowSize = properties.inFlight();
        this.window = new Semaphore(windowSize);
    }

    /**
     * Hands over what was just written, never waiting and never failing: the write is what counts, and when there is no
     * room here, or no broker, a sweeper takes it later.
     *
     * @param collection name of the collection that holds the aggregate
     * @param aggregate the aggregate's {@code _id}
     */
    public void handOver(String collection, Object aggregate, Outbox outbox) {
        backlog.written();
        Handover handover = new Handover(collection, aggregate, outbox);
        if (!away.get() && !stopping && underWay.add(handover.key()) && !queue.offer(handover)) {
            underWay.remove(handover.key());
        }
    }

    /**
     * As {@link #handOver}, but waits for room while there is a broker, so that a batch is written no faster than its
     * events can leave. An interrupted wait leaves the event to a sweeper.
     */
    public void handOverPatiently(String collection, Object aggregate, Outbox outbox) {
        backlog.written();
        Handover handover = new Handover(collection, aggregate, outbox);
        if (away.get() || stopping || !underWay.add(handover.key())) {
            return;
        }
        try {
            while (!away.get() && !stopping) {
                if (queue.offer(handover, 100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underWay.remove(handover.key());
    }

    /** Hands over what was claimed, waiting for room; gives it back if there is no broker. */
    void handOverClaimed(Handover handover) throws InterruptedException {
        if (!underWay.add(handover.key())) {
            return;
        }
        while (!away.get() && !stopping) {
            if (queue.offer(handover, 100, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        release(handover);
    }

    /**
     * Sends what needs no outbox because it is told again and again, in no order with events.
     *
     * @return completes when the broker has acknowledged it, or with the failure to get that
     */
    public CompletableFuture<Void> tell(String topic, String key, byte[] data) {
        return attempt(new PendingEvent(key, topic, key, Map.of("content-type", "application/json"), data));
    }

    /** Whether the broker is thought to be away, so that nothing is sent until {@link #resume()}. */
    public boolean isAway() {
        return away.get();
    }

    void resume() {
        if (away.compareAndSet(true, false)) {
            LOG.info("the broker is there; pending events are being sent");
        }
    }

    @Override
    public void run() {
        try {
            while (!stopping || !queue.isEmpty()) {
                Handover next = queue.poll(100, TimeUnit.MILLISECONDS);
                if (next == null) {
                    continue;
                }
                if (away.get()) {
                    release(next);
                } else {
                    window.acquire();
                    send(next);
                }
            }
        } catch (InterruptedException e) {
            LOG.info("stopped with {} aggregates still queued; a sweeper will take them", queue.size());
        }
    }

    private void send(Handover handover) {
        List<CompletableFuture<Outcome>> outcomes = handover.outbox().entries().stream()
                .map(event -> attempt(event).handle((ack, failure) -> outcome(event, failure)))
                .toList();
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, bug) -> window.release())
                .thenRun(() -> settle(
                        handover, outcomes.stream().map(CompletableFuture::join).toList()))
                .exceptionally(bug -> {
                    LOG.error("{} could not be settled; a sweeper will take it", handover.key(), bug);
                    underWay.remove(handover.key());
                    return null;
                });
    }

    /** Whatever is thrown, an Error too, is one event's failure: it must not end the thread that sends all others. */
    private CompletableFuture<Void> attempt(PendingEvent event) {
        try {
            return publisher.send(event);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Outcome outcome(PendingEvent event, @Nullable Throwable failure) {
        Outcome outcome = new Outcome(event, failure);
        if (outcome.isAcknowledged()) {
            metrics.published();
        }
        return outcome;
    }

    private void settle(Handover handover, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (!outcome.isAcknowledged() && !outcome.isHopeless()) {
                retryLater(handover, outcome);
                return;
            }
        }
        List<Outcome> hopeless = outcomes.stream().filter(Outcome::isHopeless).toList();
        hopeless.forEach(outcome -> LOG.error(
                "event {} of {} {} can never be sent ({}); it is parked in the aggregate's field outboxParked",
                outcome.event().id(),
                handover.collection(),
                handover.aggregate(),
                outcome.reason()));
        clearer.add(new Clearer.Settlement(
                handover.collection(),
                hopeless.isEmpty() ? outboxes.clearing(handover) : outboxes.parking(handover, hopeless),
                true,
                () -> underWay.remove(handover.key())));
    }

    private void retryLater(Handover handover, Outcome outcome) {
        if (outcome.isBrokerAway()) {
            boolean noticed = away.compareAndSet(false, true);
            release(handover);
            if (noticed) {
                LOG.warn(
                        "the broker is away ({}); events wait in their aggregates",
                        outcome.reason(),
                        outcome.failure());
            }
        } else {
            // It is due again when its claim, or its writer's first chance, has run out.
            underWay.remove(handover.key());
            refusals.log(outcome);
        }
    }

    /** Forgets it before others may claim it: a claim of what is still under way here would only wait for its lease. */
    private void release(Handover handover) {
        underWay.remove(handover.key());
        clearer.add(new Clearer.Settlement(handover.collection(), outboxes.releasing(handover), false, () -> {}));
    }

    /** To be called before {@link #run()}, the first time and after each {@link #stop()}. */
    void start() {
        queue.clear();
        underWay.clear();
        stopping = false;
    }

    /** Takes nothing more; {@link #run()} ends when the queue is empty. */
    void stop() {
        stopping = true;
    }

    /** Waits until everything sent was answered; false if that takes longer than allowed. */
    boolean awaitAnswers(Duration longest) throws InterruptedException {
        boolean answered = window.tryAcquire(windowSize, longest.toMillis(), TimeUnit.MILLISECONDS);
        if (answered) {
            window.release(windowSize);
        }
        return answered;
    }
}
