package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the broker full: commands are accepted up to a bound, then refused for a while; nothing is lost. */
@Tag("faults")
class FullDiskTests {

    private static final int BOUND = 150;
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    /** Seen red without the bound: nobody was refused. */
    @Test
    void acceptsUpToTheBoundThenSaysWhenToComeAgainAndDrainsAfterwards() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString()),
                "skipped: a small disk cannot be mounted here (it takes root)");
        try (Site site = Site.in(directory)
                .brokerDirectory(disk.resolve("kafka"))
                .sessionArguments("--outbox.bound=" + BOUND)
                .start()) {
            fill(site, disk);
        } finally {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static void fill(Site site, Path disk) throws IOException {
        CommandLoad load = site.load("district-724");
        load.run(50, 4, 100);
        site.evidence().awaitRest(SOON);
        Path ballast = disk.resolve("ballast");
        assertThat(fillUp(ballast)).isGreaterThan(1 << 20);

        load.start(4, 40);
        await("refusals").atMost(SOON).until(() -> load.refusals().size() > 10);
        load.stop();
        assertThat(load.refusals()).containsOnly(503);
        assertThat(load.count(CommandLoad.Outcome.UNKNOWN)).isZero();
        assertThat(load.count(CommandLoad.Outcome.OK)).isGreaterThanOrEqualTo(BOUND);
        HttpResponse<String> refusal = site.caller("district-724").assist(site.session(), "724", 1, "too-much");
        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
        assertThat(waiting(site)).isBetween(BOUND - 20.0, BOUND + 20.0);

        Files.delete(ballast);
        if (!site.broker().isAlive()) {
            site.broker().restart();
        }
        await("the outboxes to drain").atMost(SOON).until(() -> waiting(site) == 0);
        load.run(50, 4, 100);
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }

    private static double waiting(Site site) {
        return site.caller("operations")
                .metric(site.session(), "outbox_pending")
                .orElseThrow();
    }

    /** Fills the disk to its last byte; answers how many that took. */
    private static long fillUp(Path ballast) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return Files.size(ballast);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
