package vn.bdhvs.report;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Has control totals told for as long as the service runs. What fails is told the next time. */
final class TallyingLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TallyingLifecycle.class);

    private final Tallying tallying;
    private final Duration every;
    private volatile ScheduledExecutorService worker = thread();
    private volatile boolean running;

    TallyingLifecycle(Tallying tallying, TallyProperties properties) {
        this.tallying = tallying;
        this.every = properties.every();
    }

    private static ScheduledExecutorService thread() {
        return Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("tally-"));
    }

    @Override
    public void start() {
        if (worker.isShutdown()) {
            worker = thread();
        }
        running = true;
        worker.scheduleWithFixedDelay(this::tell, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell() {
        try {
            tallying.tell();
        } catch (CompletionException e) {
            LOG.debug("control totals could not be sent", e);
        } catch (RuntimeException | Error e) {
            // Whatever escaped would end the repetition without a word.
            if (running) {
                LOG.warn("control totals could not be told, and are told later: {}", e.toString());
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        worker.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
