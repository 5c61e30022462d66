package vn.bdhvs.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import vn.bdhvs.local.issuer.Identities;
import vn.bdhvs.local.issuer.Tokens;

/**
 * Sends made-up reports at a steady rate, as the services of the districts would: each district with its own token, the
 * same key again until there is an answer.
 */
public final class DemoTraffic implements AutoCloseable {

    private static final int BURST = 60;
    private static final int SENDERS = 4;
    /** Reports that wait for an answer; when so many do, no more are made up. */
    private static final int MOST_WAITING = 200;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final URI assists;
    private final Supplier<Instant> now;
    private final Consumer<String> say;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Tokens tokens;
    private final Places places = new Places();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(this::daemon);
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, this::daemon);
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * Prepares traffic; {@link #start} begins it.
     *
     * @param sessionService where reports are sent, without a path
     * @param now the business clock
     * @param say told of reports that are refused, the first time
     */
    public DemoTraffic(String sessionService, String issuer, Supplier<Instant> now, Consumer<String> say) {
        this.assists = URI.create(sessionService + "/api/v1/assists");
        this.tokens = new Tokens(http, issuer, Identities.SECRET);
        this.now = now;
        this.say = say;
    }

    private Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "demo-traffic");
        thread.setDaemon(true);
        return thread;
    }

    /** Sends a burst, so that the first look sees something, and then a number of reports a second. */
    public void start(double rate) {
        for (int i = 0; i < BURST; i++) {
            report();
        }
        long period = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        pace.scheduleAtFixedRate(this::report, period, period, TimeUnit.NANOSECONDS);
    }

    private void report() {
        if (waiting.tryAcquire()) {
            Report report = Report.any(places, now.get(), random);
            senders.execute(() -> {
                try {
                    send(report);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    waiting.release();
                }
            });
        }
    }

    private void send(Report report) throws InterruptedException {
        String client = "district-" + report.district();
        for (Duration pause = PAUSE; ; pause = longer(pause)) {
            try {
                HttpRequest request = HttpRequest.newBuilder(assists)
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + tokens.of(client))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", report.reference())
                        .POST(HttpRequest.BodyPublishers.ofString(report.json()))
                        .build();
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (isFinal(answer.statusCode())) {
                    count(answer);
                    return;
                }
                if (answer.statusCode() == 401) {
                    tokens.refused(client);
                }
            } catch (IOException e) {
                // The service or the issuer is away. The same key, so that the report counts once.
            }
            Thread.sleep(pause.toMillis());
        }
    }

    private static boolean isFinal(int status) {
        return status < 500 && status != 401 && status != 408 && status != 429;
    }

    private void count(HttpResponse<String> answer) {
        if (answer.statusCode() < 300) {
            accepted.incrementAndGet();
        } else if (refused.getAndIncrement() == 0) {
            say.accept("demo traffic is refused with %d: %s".formatted(answer.statusCode(), answer.body()));
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** How many reports have been accepted. */
    public long accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        pace.shutdownNow();
        senders.shutdownNow();
    }
}
