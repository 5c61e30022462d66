package vn.bdhvs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of its own, of which the processor time is known. None outlives the benchmark. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration TO_END = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int OK = 200;
    private static final int NO_ANSWER = -1;
    private static final int SHOWN_LINES = 30;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it and returns at once.
     *
     * @param log where its output goes
     */
    static Program start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            RUNNING.add(process);
            process.getOutputStream().close();
            return new Program(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has said this. */
    Program awaitSaying(String words) {
        await(() -> says(words));
        return this;
    }

    /** Waits until it has ended by itself, and tells what it said last. */
    String awaitEnd() {
        await(() -> !process.isAlive() && process.exitValue() == 0);
        return lastLines();
    }

    /** Waits until it has said a line that begins with these words, and tells how it goes on. */
    String awaitLine(String beginning, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            for (String line : lines()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
            }
            requireAlive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%s did not say %s:%n%s".formatted(name, beginning, lastLines()));
            }
            pause(POLL);
        }
    }

    /** Those that are whole. */
    private List<String> lines() {
        try {
            String said = Files.readString(log);
            return said.substring(0, said.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until its readiness is answered with 200. */
    Program awaitReady(int managementPort) {
        URI address = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(managementPort));
        await(() -> status(address) == OK);
        return this;
    }

    /** Waits until it answers requests, whatever it says. */
    Program awaitAnswering(int port) {
        URI address = URI.create("http://127.0.0.1:" + port);
        await(() -> status(address) != NO_ANSWER);
        return this;
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            requireNotFailed();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%s did not get ready:%n%s".formatted(name, lastLines()));
            }
            pause(POLL);
        }
    }

    /** Throws if it has ended, with what it said last. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "%s ended with exit code %d:%n%s".formatted(name, process.exitValue(), lastLines()));
        }
    }

    private void requireNotFailed() {
        if (!process.isAlive() && process.exitValue() != 0) {
            requireAlive();
        }
    }

    private boolean says(String words) {
        try {
            return Files.readString(log).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(URI address) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return log + " cannot be read: " + e;
        }
    }

    /** What it has used of the processors so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    long id() {
        return process.pid();
    }

    /** Asks it to end; if it does not, ends it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
