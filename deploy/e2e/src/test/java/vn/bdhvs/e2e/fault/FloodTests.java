package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One district's program runs wild. */
@ExtendWith(SharedSite.class)
class FloodTests {

    private static final int PER_SECOND = 50;
    private static final int BURST = 100;
    private static final int THREADS = 4;
    private static final int REPORTS = 150;

    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger withoutATime = new AtomicInteger();

    @Test
    void isRefusedWhatIsBeyondItsShareWhileItsNeighboursReportsAreTaken(Site site) {
        Service session = site.addSession("--limits.requests-per-second=" + PER_SECOND, "--limits.burst=" + BURST);
        try {
            session.awaitReady();
            Caller neighbour = site.caller("district-725");
            times(neighbour, session, "warm");
            long[] quiet = times(neighbour, session, "quiet");
            AtomicBoolean flooding = new AtomicBoolean(true);
            long began = System.nanoTime();
            List<CompletableFuture<Void>> flood = IntStream.range(0, THREADS)
                    .mapToObj(thread -> CompletableFuture.runAsync(
                            () -> flood(site.caller("district-724"), session, thread, flooding)))
                    .toList();
            long[] flooded = times(neighbour, session, "flooded");
            flooding.set(false);
            flood.forEach(CompletableFuture::join);
            double seconds = (System.nanoTime() - began) / 1e9;

            System.out.printf(
                    "a flood of %.0f requests/s: %d taken, %d refused; its neighbour's reports took (p50/p99) %.1f/%.1f ms"
                            + " before, %.1f/%.1f ms meanwhile: %.1f times%n",
                    (accepted.get() + refused.get()) / seconds,
                    accepted.get(),
                    refused.get(),
                    at(quiet, 50),
                    at(quiet, 99),
                    at(flooded, 50),
                    at(flooded, 99),
                    at(flooded, 99) / at(quiet, 99));
            assertThat(refused).hasPositiveValue();
            assertThat(withoutATime).as("refused without a time to come again").hasValue(0);
            assertThat(accepted.get()).isBetween(BURST, (int) (BURST + PER_SECOND * (seconds + 1)));
        } finally {
            session.kill();
        }
    }

    private void flood(Caller caller, Service session, int thread, AtomicBoolean flooding) {
        for (int i = 0; flooding.get(); i++) {
            HttpResponse<String> answer = caller.assist(session, "724", 1, "flood-%d-%d".formatted(thread, i));
            if (answer.statusCode() == 429) {
                refused.incrementAndGet();
                if (answer.headers().firstValueAsLong("Retry-After").orElse(0) < 1) {
                    withoutATime.incrementAndGet();
                }
            } else {
                assertThat(answer.statusCode()).isEqualTo(201);
                accepted.incrementAndGet();
            }
        }
    }

    /** Sends a report thirty times a second, each of which must be taken; answers how long each took, sorted. */
    private static long[] times(Caller caller, Service session, String name) {
        long[] nanos = new long[REPORTS];
        for (int i = 0; i < REPORTS; i++) {
            long begin = System.nanoTime();
            assertThat(caller.assist(session, "725", 1, name + "-" + i).statusCode())
                    .isEqualTo(201);
            nanos[i] = System.nanoTime() - begin;
            pause();
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(Duration.ofSeconds(1).toMillis() / 30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
