package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** E22: the figures are rebuilt from the journal while events keep coming and whoever builds is killed. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class RebuildTests {

    /**
     * Of new events, corrected and taken back ones. For the long run {@code -Drebuild.entries=1000000
     * -Dsite.store.mib=5120 -Dsite.analytics.mib=1536}, with {@code AUDIT_PAUSE=1h} in the environment and, so that it is
     * filled within twenty minutes, polls of 15,000 records.
     */
    private static final int ENTRIES = Integer.getInteger("rebuild.entries", 12_000);

    private static final boolean LONG = ENTRIES > 100_000;
    private static final int LONG_RUN_UNITS = 20;
    private static final int LONG_RUN_DAYS = 10;

    /** Between two looks at how far it is; a short rebuild is over soon. */
    private static final Duration LOOK = Duration.ofMillis(LONG ? 200 : 5);

    /** Between two looks at the figures, which are many documents for a store that decodes each. */
    private static final Duration READ = Duration.ofMillis(LONG ? 1_000 : 50);

    private static final Duration SOON = Duration.ofSeconds(120 + ENTRIES / 200);

    @Test
    void switchesToExactlyTheSameFiguresUnderLoadThoughItsBuilderIsKilledTwice(Site site) {
        Evidence evidence = site.evidence();
        Caller operator = site.caller("operations");
        try (Emitter emitter = evidence.emitter()) {
            long seed = System.nanoTime();
            emitter.send(Mix.withReversals(facts(seed), seed, ENTRIES, 0.1, 0.05, 0.05));
            evidence.awaitRest(SOON);

            int before = evidence.store().liveGeneration();
            Reader reader = Reader.start(site);
            AtomicBoolean loading = new AtomicBoolean(true);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                // Nothing is taken back here, so that what a reader sees may only grow.
                for (long more = seed + 1; loading.get(); more++) {
                    emitter.send(Mix.of(more, 20, 0.1, 0));
                    await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                }
            });
            assertThat(operator.post(site.analytics().url() + "/api/v1/generations", "{}")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(operator.post(site.analytics().url() + "/api/v1/generations", "{}")
                            .statusCode())
                    .isEqualTo(409);
            long seen = killAt(site, operator, 1);
            assertThat(killAt(site, operator, LONG ? ENTRIES / 2 : seen + 1)).isGreaterThan(seen);
            await().atMost(SOON).until(() -> evidence.store().liveGeneration() > before);
            loading.set(false);
            load.join();
            assertThat(reader.stop()).as("times that figures went back").isZero();
            evidence.awaitRest(SOON);
            evidence.require();
            if (!LONG) {
                requireTheSameOnceMore(site, operator);
            }
            assertThat(state(site, operator).path("kept").valueStream().map(JsonNode::asInt))
                    .contains(before);
            assertThat(operator.delete(site.analytics().url() + "/api/v1/generations/" + before)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(evidence.store()
                            .database()
                            .getCollection("figures")
                            .countDocuments(new Document("generation", before)))
                    .isZero();
        }
    }

    /** A long run is about the journal: on few figures documents, which the embedded store writes whole each time. */
    private static Facts facts(long seed) {
        return LONG ? new Facts(seed, LONG_RUN_UNITS, LONG_RUN_DAYS) : new Facts(seed);
    }

    private static JsonNode state(Site site, Caller operator) {
        return operator.json(site.analytics().url() + "/api/v1/generations");
    }

    /** Kills analytics once so much of the journal was folded, and starts it again; answers how much was folded. */
    private static long killAt(Site site, Caller operator, long folded) {
        long[] seen = {0};
        await().pollInterval(LOOK).atMost(SOON).until(() -> {
            JsonNode building = state(site, operator).path("building");
            assertThat(building.isMissingNode())
                    .as("built before it was killed")
                    .isFalse();
            seen[0] = building.path("folded").asLong();
            return seen[0] >= folded;
        });
        site.analytics().kill();
        site.analytics().start();
        site.analytics().awaitReady();
        return seen[0];
    }

    /** I6: at rest, another rebuild gives the same, but for versions and zeros. */
    private static void requireTheSameOnceMore(Site site, Caller operator) {
        AnalyticsStore store = site.evidence().store();
        Map<String, Object> figures = store.canonicalFigures();
        int live = store.liveGeneration();
        assertThat(operator.post(site.analytics().url() + "/api/v1/generations", "{}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(SOON).until(() -> store.liveGeneration() > live);
        assertThat(store.canonicalFigures()).isEqualTo(figures);
    }

    /** Somebody who looks at the figures all the time, at whichever instance there is. */
    private static final class Reader {

        private final AtomicBoolean reading = new AtomicBoolean(true);
        private final AtomicLong wentBack = new AtomicLong();
        private final AtomicLong answers = new AtomicLong();
        private CompletableFuture<Void> work;

        static Reader start(Site site) {
            Reader reader = new Reader();
            Caller anyone = site.caller("operations");
            reader.work = CompletableFuture.runAsync(() -> reader.read(site, anyone));
            return reader;
        }

        private void read(Site site, Caller anyone) {
            long last = 0;
            while (reading.get()) {
                try {
                    long now = anyone.figure(site.analytics(), "assists");
                    wentBack.addAndGet(now < last ? 1 : 0);
                    answers.incrementAndGet();
                    last = now;
                } catch (Caller.Unanswered e) {
                    // It was killed.
                }
                await().pollDelay(READ).until(() -> true);
            }
        }

        long stop() {
            reading.set(false);
            work.join();
            assertThat(answers.get()).as("answers").isGreaterThan(10);
            return wentBack.get();
        }
    }
}
