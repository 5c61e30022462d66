package vn.bdhvs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an event costs as there are more of them: on one day, in the journal, and in more units; and how long a screen and a
 * query take then. One process goes through all of it, warmed up before; another one has the units of a country.
 */
final class Growth {

    private static final int WARMING = 200_000;
    private static final int STEP = 60_000;
    private static final int QUERIES = 50;
    private static final int STORE_MIB = 8_192;
    private static final int MANY_UNITS = 10_600;
    private static final LocalDate FIRST = LocalDate.of(2025, 4, 1);
    private static final LocalDate WARMED = LocalDate.of(2025, 3, 10);
    private static final Duration LONGEST = Duration.ofSeconds(300);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String CAMPAIGN = "/api/v1/campaigns/" + Events.CAMPAIGN;

    private final Stage stage;
    private final Pipeline pipeline;
    private final Report report = new Report(
            "state",
            "events/s",
            "µs of its own",
            "of the store",
            "screen p50 ms",
            "screen p99 ms",
            "query p50 ms",
            "query p99 ms");

    private Path register;
    private long sent;

    Growth(Stage stage, Pipeline pipeline) {
        this.stage = stage;
        this.pipeline = pipeline;
        this.register = Events.register(stage.project());
    }

    /** Grows the journal to so many entries. */
    Report measure(int entries) {
        try (TokenIssuer issuer = TokenIssuer.start(stage.programs())) {
            pipeline.issuedBy(issuer);
            String token = issuer.token("operations");
            try (Store store = Store.start(stage.programs(), "store", "--in-memory", STORE_MIB);
                    Program program = pipeline.start(stage, store)) {
                feed(WARMING, new Events.Span(WARMED, 7), store, program, 1);
                row("1,000 a day", new Events.Span(FIRST, 60), store, program, token);
                row("10,000 a day", new Events.Span(FIRST, 6), store, program, token);
                row("100,000 a day", new Events.Span(FIRST, 0.6), store, program, token);
                for (int size = 1_000_000; size <= entries; size += 4_000_000) {
                    feed((int) (size - STEP - sent), new Events.Span(FIRST, 30), store, program, size);
                    row(
                            "10,000 a day, journal of %,d".formatted(size),
                            new Events.Span(FIRST, 6),
                            store,
                            program,
                            token);
                }
            }
            register = manyUnits();
            pipeline.unitsFrom(register);
            sent = 0;
            try (Store store = Store.start(stage.programs(), "store", "--in-memory", STORE_MIB);
                    Program program = pipeline.start(stage, store)) {
                long all = stage.records();
                await(all, store, program);
                sent = all;
                row("10,000 a day, %,d units".formatted(MANY_UNITS), new Events.Span(FIRST, 6), store, program, token);
            }
        }
        report.note(
                "%,d events a row after %,d to warm up; a screen is the first paint's data of the province, a query is all"
                                .formatted(STEP, WARMING)
                        + " communes of one day, %d times each".formatted(QUERIES));
        return report;
    }

    private void row(String state, Events.Span span, Store store, Program program, String token) {
        long begun = System.nanoTime();
        Duration own = program.processorTime();
        Duration ofStore = store.program().processorTime();
        feed(STEP, span, store, program, (int) sent);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double ownMicros = program.processorTime().minus(own).toNanos() / 1e3 / STEP;
        double storeMicros = store.program().processorTime().minus(ofStore).toNanos() / 1e3 / STEP;
        double[] screen = millis(CAMPAIGN + "/screen", token);
        double[] query = millis(CAMPAIGN + "/figures?level=commune&from=2025-04-03&to=2025-04-03", token);
        report.row(
                state,
                STEP / seconds,
                ownMicros,
                storeMicros,
                at(screen, 50),
                at(screen, 99),
                at(query, 50),
                at(query, 99));
        System.out.printf("%,12.0f events/s  %s%n", STEP / seconds, state);
    }

    private void feed(int count, Events.Span span, Store store, Program program, int seed) {
        Load.put(stage.brokers(), new Events(register, seed, count, span), count);
        sent += count;
        await(sent, store, program);
    }

    private void await(long all, Store store, Program program) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (pipeline.done(store.client()) < all) {
            program.requireAlive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d of %d were done after %s".formatted(pipeline.done(store.client()), all, LONGEST));
            }
            Program.pause(POLL);
        }
    }

    private double[] millis(String path, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pipeline.port() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        double[] millis = new double[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            long begun = System.nanoTime();
            HttpResponse<String> answer = Http.send(request);
            millis[i] = (System.nanoTime() - begun) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " was answered with " + answer.statusCode());
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** The project's register and communes made up beside those that are there. */
    private Path manyUnits() {
        try {
            List<String> units = new ArrayList<>(Files.readAllLines(register));
            int there = units.size() - 1;
            IntStream.range(0, MANY_UNITS - there)
                    .mapToObj(number -> "%d,Xã %d,xa,%d,2024-05-01,2025-07-01,,,,"
                            .formatted(40_000 + number, number, 718 + number % 9))
                    .forEach(units::add);
            Path file = stage.programs().directory().resolve("many-units.csv");
            return Files.write(file, units);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
