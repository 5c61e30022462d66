package vn.bdhvs.analytics.lease;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Work that is done again and again in a thread of its own, for as long as the service runs. A failure, whatever it is, costs one turn; of
 * a row of failures the first is logged.
 */
public abstract class Repeated implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Repeated.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

    private final String name;
    private final Duration first;
    private final Supplier<Duration> turn;
    private volatile ExecutorService worker;
    private volatile boolean running;
    private boolean failing;

    /**
     * @param name of the thread
     * @param turn does some of the work, and answers after which time to go on, real time
     */
    protected Repeated(String name, Supplier<Duration> turn) {
        this(name, Duration.ZERO, turn);
    }

    /** With a pause before the first turn, real time: a service that starts has more urgent things to do. */
    protected Repeated(String name, Duration first, Supplier<Duration> turn) {
        this.name = name;
        this.first = first;
        this.turn = turn;
        this.worker = thread();
    }

    private ExecutorService thread() {
        return Executors.newSingleThreadExecutor(new CustomizableThreadFactory(name + "-"));
    }

    /** Also after a {@link #stop()}: a context can be paused and resumed. */
    @Override
    public void start() {
        if (worker.isShutdown()) {
            worker = thread();
        }
        running = true;
        worker.execute(this::work);
    }

    private void work() {
        try {
            TimeUnit.MILLISECONDS.sleep(first.toMillis());
            while (running) {
                TimeUnit.MILLISECONDS.sleep(take().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration take() {
        try {
            Duration pause = turn.get();
            failing = false;
            return pause;
        } catch (RuntimeException | Error e) {
            if (running && !failing) {
                failing = true;
                log.warn("{} lost a turn and tries again", name, e);
            }
            return AFTER_A_FAILURE;
        }
    }

    /** What is half done is done again, by this instance or another. */
    @Override
    public void stop() {
        running = false;
        worker.shutdownNow();
    }

    /** Waits, after a {@link #stop()}, for the turn that is under way; not for longer than that, real time. */
    protected void awaitEnd(Duration longest) {
        try {
            if (!worker.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{} is still at its last turn", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
