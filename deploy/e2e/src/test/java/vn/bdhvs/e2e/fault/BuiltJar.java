package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The runnable jar of a module, taken apart once after each build: so it starts sooner, and a test may name its class. */
final class BuiltJar {

    private static final Path PROJECT = Path.of(System.getProperty("project.root", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final Path EXTRACTED = PROJECT.resolve("deploy/e2e/target/programs");
    private static final long PATIENCE_SECONDS = 60;

    private BuiltJar() {}

    /**
     * The extracted jar, whose libraries lie where its class path says.
     *
     * @param module directory of the module below the project's root
     */
    static synchronized Path of(String module) {
        try {
            Path jar = find(PROJECT.resolve(module).resolve("target"));
            Path directory = EXTRACTED.resolve(PROJECT.resolve(module).getFileName());
            Path extracted = directory.resolve(jar.getFileName());
            if (!Files.exists(extracted)
                    || Files.getLastModifiedTime(extracted).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                delete(directory);
                extract(jar, directory);
            }
            return extracted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path find(Path target) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-exec.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IllegalStateException("there is no *-exec.jar in " + target + "; run mvn -DskipTests package");
    }

    private static void extract(Path jar, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Process tool = new ProcessBuilder(
                        Part.JAVA,
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
            tool.destroyForcibly();
            delete(directory);
            throw new IllegalStateException(jar + " could not be extracted");
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
