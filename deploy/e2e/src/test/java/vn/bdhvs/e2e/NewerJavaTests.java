package vn.bdhvs.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars, which are compiled for Java 17, on the Java 25 that a machine may have beside it. */
class NewerJavaTests {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @Test
    void countsAReportOnJava25(@TempDir Path data) throws IOException {
        Optional<Path> java = java25();
        Assumptions.assumeTrue(java.isPresent(), "skipped: there is no Java 25 in " + INSTALLED);
        try (Installation installation = Installation.start(data, java)) {
            District district = new District(installation, "district-725");
            assertThat(district.report("25963", 2, "newer-java").statusCode()).isEqualTo(201);
            await().atMost(Duration.ofSeconds(30)).until(() -> district.figure("citizens") == 2);
        }
    }

    private static Optional<Path> java25() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(INSTALLED, "*25*")) {
            for (Path home : homes) {
                if (Files.isExecutable(home.resolve("bin/java"))) {
                    return Optional.of(home);
                }
            }
        }
        return Optional.empty();
    }
}
