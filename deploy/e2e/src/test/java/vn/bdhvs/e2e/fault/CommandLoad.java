package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A district that reports over HTTP at a bounded rate, each report under a reference of its own, and remembers how each
 * ended: accepted, refused, or without an answer, upon which nobody can know. It reports assists and classes, unless it is
 * told what.
 */
final class CommandLoad implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long PAUSE_MS = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<String> services;
    private final String client;
    private final Supplier<String> token;
    private final String name;
    private final boolean repeating;
    private final Commands commands;
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final List<Integer> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Prepares a load; nothing is sent yet.
     *
     * @param services addresses of session-service instances, taken in turn
     * @param client the subject of the token; a district, which reports for itself
     * @param token gives a token that is still valid
     * @param name begins each reference, and must not be used twice
     * @param repeating whether a report is sent again, under its reference, until it is accepted or refused for what it
     *     says
     */
    CommandLoad(List<String> services, String client, Supplier<String> token, String name, boolean repeating) {
        this(services, client, token, name, repeating, null);
    }

    /** As above, of what is told. */
    CommandLoad(
            List<String> services,
            String client,
            Supplier<String> token,
            String name,
            boolean repeating,
            Commands commands) {
        this.services = List.copyOf(services);
        this.client = client;
        this.token = token;
        this.name = name;
        this.repeating = repeating;
        this.commands = commands == null ? this::assistOrClass : commands;
    }

    /** What is reported. */
    @FunctionalInterface
    interface Commands {

        /**
         * A report.
         *
         * @param number 0 for the first, 1 for the next
         */
        Command of(int number, String reference);
    }

    /**
     * A report.
     *
     * @param kind last part of where it is sent: {@code assists}
     */
    record Command(String kind, String json) {}

    /** How a command ended. */
    enum Outcome {
        OK,
        REFUSED,
        UNKNOWN
    }

    /** Sends so many reports by so many threads, at most so many a second in all, and returns when each has ended. */
    void run(int count, int workers, double perSecond) {
        start(count, workers, perSecond);
        awaitEnd();
    }

    /** Begins to send, until {@link #stop()}. */
    void start(int workers, double perSecond) {
        start(Integer.MAX_VALUE, workers, perSecond);
    }

    private void start(int count, int workers, double perSecond) {
        int last = next.get() + Math.min(count, Integer.MAX_VALUE - next.get());
        stopped.set(false);
        long begin = System.nanoTime();
        int first = next.get();
        for (int i = 0; i < workers; i++) {
            Thread worker = new Thread(() -> work(first, last, begin, perSecond), name + "-" + i);
            worker.setDaemon(true);
            threads.add(worker);
            worker.start();
        }
    }

    private void work(int first, int last, long begin, double perSecond) {
        try {
            while (!stopped.get()) {
                int number = next.getAndUpdate(n -> n < last ? n + 1 : n);
                if (number >= last) {
                    return;
                }
                long due = begin + (long) ((number - first) * 1e9 / perSecond);
                long early = due - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                }
                String reference = name + "-" + number;
                outcomes.put(reference, report(number, reference));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends sending, and returns when each report that was begun has ended. */
    void stop() {
        stopped.set(true);
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            threads.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Outcome report(int number, String reference) throws InterruptedException {
        boolean doubtful = false;
        while (true) {
            Outcome outcome = send(number, reference);
            if (outcome != Outcome.UNKNOWN && !(outcome == Outcome.REFUSED && doubtful)) {
                return outcome;
            }
            doubtful = true;
            if (!repeating || stopped.get()) {
                return Outcome.UNKNOWN;
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /** Sends once. A failure on the server's side, other than "no room", leaves it open whether it was written. */
    private Outcome send(int number, String reference) throws InterruptedException {
        Command command = commands.of(number, reference);
        String address = services.get(number % services.size()) + "/api/v1/" + command.kind();
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(ANSWER)
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + token.get())
                            .POST(HttpRequest.BodyPublishers.ofString(command.json()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status == 200 || status == 201) {
                return Outcome.OK;
            }
            refusals.add(status);
            boolean written =
                    status >= 500 && answer.headers().firstValue("Retry-After").isEmpty();
            return written || repeating && status == 503 ? Outcome.UNKNOWN : Outcome.REFUSED;
        } catch (IOException e) {
            return Outcome.UNKNOWN;
        }
    }

    private Command assistOrClass(int number, String reference) {
        return number % 5 == 4
                ? new Command("classes", heldClass(number, reference))
                : new Command("assists", assist(number, reference));
    }

    private String assist(int number, String reference) {
        return """
                {"campaign":"%s","unit":"%s","team":"tri-thuc-tre","service":"chu-ky-so-ca-nhan","channel":"home",
                 "assistedAt":"2025-03-%02dT%02d:%02d:00+07:00","citizens":%d,"outcome":"completed",
                 "clientReference":"%s"}
                """.formatted(
                        Facts.CAMPAIGN, unit(), 1 + number % 25, number % 24, number % 60, 1 + number % 5, reference);
    }

    private String heldClass(int number, String reference) {
        return """
                {"campaign":"%s","unit":"%s","team":"ky-su-tre","topic":"cong-cu-ai","mode":"in-person",
                 "startedAt":"2025-03-%02dT%02d:00:00+07:00","durationMinutes":45,
                 "learners":{"total":%d,"members":%d},"instructors":1,"clientReference":"%s"}
                """.formatted(
                        Facts.CAMPAIGN, unit(), 1 + number % 25, number % 24, 10 + number % 30, number % 10, reference);
    }

    /** A district reports for itself, the province for itself. */
    private String unit() {
        return client.substring(client.indexOf('-') + 1);
    }

    /** The subject of the token. */
    String client() {
        return client;
    }

    /** How each report ended, by its reference. */
    Map<String, Outcome> outcomes() {
        return Map.copyOf(outcomes);
    }

    long count(Outcome outcome) {
        return outcomes.values().stream().filter(outcome::equals).count();
    }

    /** Statuses of all answers that accepted nothing. */
    List<Integer> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() {
        stop();
    }
}
