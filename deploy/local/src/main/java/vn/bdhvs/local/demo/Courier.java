package vn.bdhvs.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.local.issuer.Tokens;

/**
 * Takes reports to one service: a few at a time, each with its client's token, and each under the same key again until
 * there is a final answer. A service that is away holds up nothing but its own.
 */
final class Courier implements AutoCloseable {

    private static final int SENDERS = 4;
    /** Requests that wait for an answer; when so many do, no more are taken. */
    private static final int MOST_WAITING = 200;

    private static final int CREATED = 201;
    /** Borne by the answer to a request that was answered before. */
    private static final String REPLAYED = "Idempotency-Replayed";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI service;
    private final HttpClient http;
    private final Tokens tokens;
    private final Consumer<String> say;
    private final ExecutorService senders;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * Stands ready.
     *
     * @param service its address, without a path
     * @param say told of reports that are refused, the first time
     */
    Courier(String service, HttpClient http, Tokens tokens, ThreadFactory threads, Consumer<String> say) {
        this.service = URI.create(service);
        this.http = http;
        this.tokens = tokens;
        this.say = say;
        this.senders = Executors.newFixedThreadPool(SENDERS, threads);
    }

    /**
     * Takes a delivery, unless too many are waiting.
     *
     * @param again whether to send it a second time after its answer, as if that had been lost
     */
    boolean take(Delivery delivery, boolean again) {
        if (!waiting.tryAcquire()) {
            return false;
        }
        senders.execute(() -> {
            try {
                count(delivery, answer(delivery));
                if (again) {
                    count(delivery, answer(delivery));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.release();
            }
        });
        return true;
    }

    private HttpResponse<String> answer(Delivery delivery) throws InterruptedException {
        for (Duration pause = PAUSE; ; pause = longer(pause)) {
            try {
                HttpRequest request = HttpRequest.newBuilder(service.resolve(delivery.path()))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + tokens.of(delivery.client()))
                        .header("Content-Type", delivery.contentType())
                        .header("Idempotency-Key", delivery.key())
                        .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                        .build();
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (isFinal(answer.statusCode())) {
                    return answer;
                }
                if (answer.statusCode() == 401) {
                    tokens.refused(delivery.client());
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

    private void count(Delivery delivery, HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            refused("%s is refused with %d: %s".formatted(delivery.path(), answer.statusCode(), answer.body()));
        } else if (delivery.batch()) {
            countRows(delivery, answer.body());
        } else if (answer.statusCode() == CREATED
                && answer.headers().firstValue(REPLAYED).isEmpty()) {
            accepted.incrementAndGet();
        }
    }

    private void countRows(Delivery delivery, String answer) {
        try {
            JsonNode result = JSON.readTree(answer);
            accepted.addAndGet(result.path("accepted").asLong(0));
            for (JsonNode row : result.path("rows")) {
                if (row.path("status").asString("").equals("rejected")) {
                    refused("%s, a row is rejected: %s".formatted(delivery.path(), row));
                }
            }
        } catch (JacksonException e) {
            refused("%s gave an answer that cannot be read: %s".formatted(delivery.path(), answer));
        }
    }

    private void refused(String what) {
        if (refused.getAndIncrement() == 0) {
            say.accept("demo traffic: " + what);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** How many reports have been accepted, copies not counted. */
    long accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
