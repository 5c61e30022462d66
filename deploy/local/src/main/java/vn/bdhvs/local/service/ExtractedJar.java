package vn.bdhvs.local.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A runnable jar taken apart, with its libraries beside it instead of inside: the same program, which starts with a
 * third less work. Boot's own tool does it, once after each build.
 */
public final class ExtractedJar {

    private static final long PATIENCE_SECONDS = 30;

    private ExtractedJar() {}

    /** The jar to start: the extracted one, or the given one if it is none of Boot's or cannot be extracted. */
    public static Path of(Path jar) {
        try {
            Path directory = jar.resolveSibling("extracted");
            Path extracted = directory.resolve(jar.getFileName());
            if (isOfBoot(jar) && !isUpToDate(extracted, jar)) {
                extract(jar, directory);
            }
            return Files.exists(extracted) ? extracted : jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfBoot(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("BOOT-INF/") != null;
        }
    }

    private static boolean isUpToDate(Path extracted, Path jar) throws IOException {
        return Files.exists(extracted)
                && Files.getLastModifiedTime(extracted).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    }

    /** Into another directory first, so that there is never half of one. */
    private static void extract(Path jar, Path directory) throws IOException {
        delete(directory);
        Path parts = Files.createTempDirectory(jar.getParent(), "extracting");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        parts.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && tool.exitValue() == 0) {
                Files.move(parts, directory);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tool.destroyForcibly();
            delete(parts);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
