package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The classes of a service as its JVM keeps them after a start, shared by all later ones, which so need about a third less time. Made once
 * after each build, by a start that ends when its context stands. A start does without it where there is none.
 */
final class ClassArchive {

    private static final long PATIENCE_SECONDS = 120;

    private final Path file;

    /** Of a service that is started from this jar. */
    ClassArchive(Path jar) {
        this.file = jar.resolveSibling(jar.getFileName() + ".jsa");
    }

    /** What a start is given to use it. */
    String option() {
        return "-XX:SharedArchiveFile=" + file;
    }

    /**
     * Makes it if it is missing.
     *
     * @param command of the service, with {@link #option()}
     */
    void make(List<String> command, Map<String, String> environment) {
        synchronized (ClassArchive.class) {
            if (Files.exists(file)) {
                return;
            }
            List<String> training = new ArrayList<>(command);
            training.remove(option());
            training.addAll(1, List.of("-XX:ArchiveClassesAtExit=" + file, "-Dspring.context.exit=onRefresh"));
            try {
                ProcessBuilder builder = new ProcessBuilder(training)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
