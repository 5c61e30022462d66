package vn.bdhvs.analytics.rebuild;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Works on a rebuild while there is one, in a thread of its own; a failure costs one turn. */
@Component
class Builder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Builder.class);
    private static final long LOOK_EVERY_MS = 1000;
    private static final long PAUSE_MS = 200;

    private final Rebuild rebuild;
    private volatile ExecutorService worker = thread();
    private volatile boolean running;

    Builder(Rebuild rebuild) {
        this.rebuild = rebuild;
    }

    private static ExecutorService thread() {
        return Executors.newSingleThreadExecutor(new CustomizableThreadFactory("rebuild-"));
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
            while (running) {
                TimeUnit.MILLISECONDS.sleep(turn() ? PAUSE_MS : LOOK_EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean turn() {
        try {
            return rebuild.next();
        } catch (RuntimeException e) {
            if (running) {
                log.warn("The rebuild lost a turn and tries again", e);
            }
            return false;
        }
    }

    /** What is half done is done again, by this instance or another. */
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
