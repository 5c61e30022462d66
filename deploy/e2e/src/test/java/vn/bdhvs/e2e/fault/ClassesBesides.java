package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Classes that all communes report over HTTP while something else is looked at, ten batches a second. */
final class ClassesBesides implements AutoCloseable {

    private static final int BATCHES_PER_SECOND = 10;
    private static final List<String> COMMUNES =
            List.of("25942", "25945", "25948", "25951", "25954", "25957", "25960", "25963", "25966", "25969");
    private static final Duration TO_END = Duration.ofSeconds(30);

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread;

    /**
     * Begins.
     *
     * @param perSecond how many; fewer if they are not answered so quickly
     */
    ClassesBesides(Site site, int perSecond) {
        Caller province = site.caller("province-74");
        int rows = perSecond / BATCHES_PER_SECOND;
        this.thread = new Thread(
                () -> {
                    long due = System.nanoTime();
                    int number = 0;
                    while (rows > 0 && !ended.get()) {
                        List<String> batch = new ArrayList<>();
                        for (int i = 0; i < rows; i++) {
                            batch.add(held(COMMUNES.get(number % COMMUNES.size()), "class-besides-" + number));
                            number++;
                        }
                        accepted.addAndGet(province.batch(site.session(), "classes", batch));
                        sent.addAndGet(rows);
                        due = Math.max(due + TimeUnit.SECONDS.toNanos(1) / BATCHES_PER_SECOND, System.nanoTime());
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                },
                "classes-besides");
        thread.start();
    }

    private static String held(String unit, String reference) {
        return """
                {"campaign":"%s","unit":"%s","team":"tri-thuc-tre","topic":"cong-cu-ai","mode":"in-person",\
                "startedAt":"2025-03-25T09:00:00+07:00","durationMinutes":90,"learners":{"total":20},"instructors":2,\
                "clientReference":"%s"}""".formatted(Caller.CAMPAIGN, unit, reference);
    }

    /** How many were accepted so far. */
    long accepted() {
        return accepted.get();
    }

    /** Ends; those that were accepted have all been answered then, and none was refused. */
    @Override
    public void close() {
        ended.set(true);
        try {
            thread.join(TO_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(accepted).hasValue(sent.get());
    }
}
