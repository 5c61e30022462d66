package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One district's program runs wild: twenty-five times its share, whatever it is answered. To measure what its neighbour feels of it, have
 * the neighbour send more reports: {@code -Dflood.reports=1000}.
 */
@Tag("faults")
@ExtendWith(SharedSite.class)
class FloodTests {

    private static final int PER_SECOND = 20;
    private static final int BURST = 100;
    private static final int NEIGHBOUR_PER_SECOND = 15;
    private static final int THREADS = 4;
    private static final int FLOOD_PER_SECOND = 25 * PER_SECOND;
    private static final int REPORTS = Integer.getInteger("flood.reports", 100);

    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger withoutATime = new AtomicInteger();

    @Test
    void isRefusedWhatIsBeyondItsShareWhileItsNeighboursReportsAreTaken(Site site) {
        Service session = site.addSession("--limits.requests-per-second=" + PER_SECOND, "--limits.burst=" + BURST);
        try {
            session.awaitReady();
            Caller neighbour = site.caller("district-725");
            List<Caller> flooders = Stream.generate(() -> site.caller("district-724"))
                    .limit(THREADS)
                    .toList();
            timesInAFlood(flooders, neighbour, session, "warm");
            long[] quiet = times(neighbour, session, "quiet");
            long began = System.nanoTime();
            long[] flooded = timesInAFlood(flooders, neighbour, session, "flooded");
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

    private long[] timesInAFlood(List<Caller> flooders, Caller neighbour, Service session, String name) {
        refused.set(0);
        accepted.set(0);
        AtomicBoolean flooding = new AtomicBoolean(true);
        List<CompletableFuture<Void>> flood = IntStream.range(0, THREADS)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> flood(flooders.get(thread), session, "%s-by-%d".formatted(name, thread), flooding)))
                .toList();
        try {
            return times(neighbour, session, name);
        } finally {
            flooding.set(false);
            flood.forEach(CompletableFuture::join);
        }
    }

    private void flood(Caller caller, Service session, String name, AtomicBoolean flooding) {
        long began = System.nanoTime();
        for (int i = 0; flooding.get(); i++) {
            await(began + i * TimeUnit.SECONDS.toNanos(THREADS) / FLOOD_PER_SECOND);
            HttpResponse<String> answer = caller.assist(session, "724", 1, name + "-" + i);
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

    /** Sends reports steadily, each of which must be taken; answers how long each took, sorted. */
    private static long[] times(Caller caller, Service session, String name) {
        long[] nanos = new long[REPORTS];
        for (int i = 0; i < REPORTS; i++) {
            long begin = System.nanoTime();
            assertThat(caller.assist(session, "725", 1, name + "-" + i).statusCode())
                    .isEqualTo(201);
            nanos[i] = System.nanoTime() - begin;
            await(begin + TimeUnit.SECONDS.toNanos(1) / NEIGHBOUR_PER_SECOND);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void await(long nanoTime) {
        LockSupport.parkNanos(nanoTime - System.nanoTime());
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
