package vn.bdhvs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What memory a Java process takes. */
final class Taken {

    private static final double KIB_PER_MIB = 1_024;
    private static final double MIB = 1 << 20;
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private Taken() {}

    /** MiB of its heap that are in use, after a full collection: it stands still meanwhile. */
    static double heap(Program program) {
        try {
            Process jcmd = new ProcessBuilder(JCMD, "" + program.id(), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .filter(line -> line.startsWith("Total "))
                    .mapToDouble(line -> Double.parseDouble(line.trim().split("\\s+")[2]) / MIB)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("jcmd said " + said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** MiB that it has of the machine's memory. */
    static double resident(Program program) {
        try {
            return Files.readAllLines(Path.of("/proc/" + program.id() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[1]) / KIB_PER_MIB)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
