package vn.bdhvs.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Reports over HTTP, as fast as they are answered: {@code Requests PORT TOKEN CONNECTIONS SETTLING-SECONDS SECONDS WHAT FIRST}, where
 * FIRST is the number of the first report, and the numbers of the next million are this load's. Prints how many were accepted in all, how many a second and how long answers took after it has settled.
 */
final class Requests {

    /** How many numbers there are for the reports of a load. */
    static final int NUMBERS = 1_000_000;

    private static final int A_CONNECTION = 10_000;
    private static final int CREATED = 201;

    private Requests() {}

    /** What was seen: accepted in all; and after settling, requests a second and nanoseconds of answers, sorted. */
    private record Seen(long accepted, long[] nanos) {}

    public static void main(String... arguments) throws InterruptedException, ExecutionException {
        int port = Integer.parseInt(arguments[0]);
        String token = arguments[1];
        int connections = Integer.parseInt(arguments[2]);
        long begin = System.nanoTime();
        long counted = begin + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[3]));
        long end = counted + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[4]));
        Reported what = Reported.valueOf(arguments[5]);
        int first = Integer.parseInt(arguments[6]);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Future<Seen>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int number = first + i * A_CONNECTION;
            all.add(threads.submit(() -> report(what, number, port, token, counted, end)));
        }
        long accepted = 0;
        LongStream nanos = LongStream.empty();
        try {
            for (Future<Seen> each : all) {
                accepted += each.get().accepted();
                nanos = LongStream.concat(nanos, Arrays.stream(each.get().nanos()));
            }
        } finally {
            threads.shutdownNow();
        }
        long[] sorted = nanos.sorted().toArray();
        System.out.printf(
                "accepted %d, %.1f a second, p50 %.3f ms, p99 %.3f ms%n",
                accepted,
                sorted.length / (Long.parseLong(arguments[4]) * 1.0),
                at(sorted, 50) / 1e6,
                at(sorted, 99) / 1e6);
    }

    private static Seen report(Reported what, int first, int port, String token, long counted, long end)
            throws IOException {
        long accepted = 0;
        LongStream.Builder nanos = LongStream.builder();
        try (Connection connection = new Connection(port, what.path(), token)) {
            for (int i = 0; System.nanoTime() < end; i++) {
                long asked = System.nanoTime();
                int status = connection.post(what.body(first + i));
                long answered = System.nanoTime();
                if (status != CREATED) {
                    throw new IOException("a report was answered with " + status);
                }
                accepted++;
                if (asked >= counted && answered <= end) {
                    nanos.add(answered - asked);
                }
            }
        }
        return new Seen(accepted, nanos.build().toArray());
    }

    private static long at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, (int) ((long) sorted.length * percent / 100))];
    }
}
