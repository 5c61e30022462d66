package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One process of a site, which can be ended, stopped and started again at will. It is known by its id only, and none
 * outlives the tests: what is still running when they end is killed.
 */
class Part implements AutoCloseable {

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int SHOWN_LINES = 40;
    private static final int KILLED = 128 + 9;

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> environment;
    private Process process;
    private boolean asPlanned;
    private long logStart;

    /**
     * Describes a process; nothing is started yet.
     *
     * @param log where all its output goes, of every start
     */
    Part(String name, Path log, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.log = log;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    /** Starts it and returns at once. The arguments are for this start only: {@code --outbox.bound=50}. */
    void start(String... arguments) {
        if (isAlive()) {
            throw new IllegalStateException(name + " is running already");
        }
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        asPlanned = arguments.length == 0;
        try {
            logStart = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
            RUNNING.add(process);
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it does its work; if it does not, says what it logged last. */
    void awaitReady() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!isAlive()) {
                throw new IllegalStateException(
                        "%s ended with exit code %d:%n%s".formatted(name, process.exitValue(), lastLines()));
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%s did not become ready:%n%s".formatted(name, lastLines()));
            }
            pause(POLL);
        }
    }

    /** Whether it has said so in its log since its last start. */
    boolean isReady() {
        return logged().contains("serving ");
    }

    /** Starts it and waits until it does its work. */
    void restart(String... arguments) {
        start(arguments);
        awaitReady();
    }

    /** kill -9; returns when the process has gone, and has gone by that signal. */
    void kill() {
        signal("KILL");
        awaitEnd();
        assertThat(process.exitValue()).as("exit code of " + name).isEqualTo(KILLED);
    }

    /** Asks it to end, as a deployment does, and waits until it has. */
    void stop() {
        signal("TERM");
        awaitEnd();
    }

    /** SIGSTOP: it keeps its connections and does nothing. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT: it goes on where it was, and knows nothing of the time between. */
    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (!isAlive()) {
            throw new IllegalStateException("%s is not running:%n%s".formatted(name, lastLines()));
        }
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(exit).as("kill -" + signal).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("%s does not end:%n%s".formatted(name, lastLines()));
            }
            RUNNING.remove(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether its last start was without arguments of its own. */
    boolean isAsPlanned() {
        return asPlanned;
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    /** What it has logged since its last start. */
    String logged() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.max(0, file.length() - logStart)];
            file.seek(logStart);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of its log. */
    String lastLines() {
        List<String> lines = logged().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it in whatever state it is. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
    }
}
