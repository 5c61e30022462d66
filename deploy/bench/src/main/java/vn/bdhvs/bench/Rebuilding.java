package vn.bdhvs.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many entries of the journal a second are folded into another generation, until it is live, against how many events a second the same
 * process has just brought in from Kafka.
 */
final class Rebuilding {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(240);
    private static final int STORE_MIB = 5_120;
    private static final int ACCEPTED = 202;

    private final Stage stage;
    private final Pipeline pipeline;

    Rebuilding(Stage stage, Pipeline pipeline) {
        this.stage = stage;
        this.pipeline = pipeline;
    }

    /** Catches up and rebuilds, so many times, each with a new store. */
    Report compete(String place, int rounds) {
        List<Double> caughtUp = new ArrayList<>();
        List<Double> rebuilt = new ArrayList<>();
        try (TokenIssuer issuer = TokenIssuer.start(stage.programs())) {
            String token = issuer.token("operations");
            pipeline.issuedBy(issuer);
            for (int round = 0; round < rounds; round++) {
                try (Store store = Store.start(stage.programs(), "store", place, STORE_MIB);
                        Program program = pipeline.start(stage, store)) {
                    caughtUp.add(catchUp(store, program));
                    pipeline.check(store.client(), stage.load());
                    rebuilt.add(rebuild(store, token));
                    pipeline.check(store.client(), stage.load());
                }
            }
        }
        double ofCatchUp = Report.median(caughtUp.stream().mapToDouble(each -> each));
        double ofRebuild = Report.median(rebuilt.stream().mapToDouble(each -> each));
        Report report = new Report("what", "entries/s", "× catch-up");
        report.row("catch-up from Kafka (P1)", ofCatchUp, 1.0);
        report.row("rebuild from the journal, until it is live", ofRebuild, ofRebuild / ofCatchUp);
        report.note("%,d events, medians of %d".formatted(stage.load().events(), rounds));
        return report;
    }

    private double catchUp(Store store, Program program) {
        int all = stage.load().events();
        long end = System.nanoTime() + LONGEST.toNanos();
        long begun = System.nanoTime();
        long first = 0;
        long done = 0;
        while (done < all) {
            program.requireAlive();
            requireTime(end);
            Program.pause(POLL);
            done = pipeline.done(store.client());
            if (first == 0 && done >= CatchUp.NOT_COUNTED * all) {
                first = done;
                begun = System.nanoTime();
            }
        }
        return (done - first) / ((System.nanoTime() - begun) / 1e9);
    }

    private double rebuild(Store store, String token) {
        int before = Pipeline.live(store.client());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + pipeline.port() + "/api/v1/generations"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = Http.send(request);
        if (answer.statusCode() != ACCEPTED) {
            throw new IllegalStateException("a rebuild was answered with " + answer.body());
        }
        while (Pipeline.live(store.client()) == before) {
            requireTime(begun + LONGEST.toNanos());
            Program.pause(POLL);
        }
        return stage.load().events() / ((System.nanoTime() - begun) / 1e9);
    }

    private static void requireTime(long end) {
        if (System.nanoTime() > end) {
            throw new IllegalStateException("it was not done after " + LONGEST);
        }
    }
}
