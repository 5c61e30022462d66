package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The store of analytics comes back from a backup, while Kafka has gone on. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class RestoredStoreTests {

    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    private Path backup;

    /** Seen red when nobody looked at the progress of partitions without new records. */
    @Test
    void countsExactlyAgainByItselfAndWithoutAnyNewRecord(Site site) {
        Evidence evidence = site.evidence();
        backUp(site);
        send(evidence, 500);
        evidence.awaitRest(SOON);

        site.analyticsStore().stop();
        restore(site);
        assertThat(evidence.restless()).as("what the backup does not know").isNotEmpty();
        evidence.awaitRest(SOON);
        evidence.require();
    }

    /**
     * The journal's part of the batch goes with the store, while its figures are still to be written. Seen red with a fold
     * that tried again by itself when its connection broke, and looked at nothing but the marks.
     */
    @Test
    void countsExactlyAgainWhenThatHappensBeforeTheFiguresOfABatchAreWritten(Site site) {
        Evidence evidence = site.evidence();
        backUp(site);
        send(evidence, 500);
        evidence.awaitRest(SOON);

        Fault held = site.analytics()
                .store()
                .on("update", "figures")
                .containing("marks")
                .once()
                .holdRequest();
        send(evidence, 500);
        held.awaitFired();
        site.analyticsStore().kill();
        restore(site);
        held.cut();
        assertThat(evidence.restless()).as("what the backup does not know").isNotEmpty();
        evidence.awaitRest(SOON);
        evidence.require();
    }

    /**
     * A backup is loaded into the running store, between two requests of a batch: no connection breaks, so nothing but
     * the store's own state can tell. Seen red with an ingest that did not look at it again before it wrote figures.
     */
    @Test
    void countsExactlyAgainWhenABackupIsLoadedBeforeTheMarksOfABatchAreRead(Site site) {
        Evidence evidence = site.evidence();
        evidence.awaitRest(SOON);
        AnalyticsStore.Dump dump = evidence.store().dump();
        try (Emitter emitter = evidence.emitter()) {
            emitter.send(onOnePartition(100));
            evidence.awaitRest(SOON);

            Fault held = site.analytics()
                    .store()
                    .on("find", "figures")
                    .containing("marks")
                    .once()
                    .holdRequest();
            emitter.send(onOnePartition(100));
            held.awaitFired();
            evidence.store().load(dump);
            held.release();
        }
        evidence.awaitRest(SOON);
        evidence.require();
    }

    /** So that only one consumer is at work. */
    private static List<Shipment> onOnePartition(int events) {
        Facts facts = new Facts(System.nanoTime());
        return Stream.generate(facts::assist)
                .limit(events)
                .map(fact -> Shipment.binary(fact).onPartition(3))
                .toList();
    }

    private static void send(Evidence evidence, int events) {
        try (Emitter emitter = evidence.emitter()) {
            emitter.send(Mix.of(System.nanoTime(), events, 0.1, 0.02));
        }
    }

    private void backUp(Site site) {
        site.evidence().awaitRest(SOON);
        site.analyticsStore().stop();
        copy(site.analyticsStoreDirectory(), backup);
        site.analyticsStore().restart();
    }

    private void restore(Site site) {
        copy(backup, site.analyticsStoreDirectory());
        site.analyticsStore().restart();
    }

    private static void copy(Path from, Path to) {
        try {
            try (Stream<Path> there = Files.walk(to)) {
                List<Path> inside = there.sorted(Comparator.reverseOrder())
                        .filter(path -> !path.equals(to))
                        .toList();
                for (Path path : inside) {
                    Files.delete(path);
                }
            }
            try (Stream<Path> paths = Files.walk(from)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    Path target = to.resolve(from.relativize(path));
                    Files.createDirectories(target.getParent());
                    Files.copy(path, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
