package vn.bdhvs.local.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The processes that this run has started, written down, so that the next run can end them if this one is killed. A
 * process is known by its id and the instant of its start, because ids are used again.
 */
public final class Processes {

    private static final Duration GRACE = Duration.ofSeconds(6);
    /** The kernel counts in hundredths of a second from a boot that is known to the second. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    private final Path file;
    private final Map<String, ProcessHandle> running = new ConcurrentHashMap<>();

    public Processes(Path file) {
        this.file = file;
    }

    /** Ends what an earlier run has left running; says what that was. */
    public List<String> endLeftovers() {
        try {
            List<String> names = new ArrayList<>();
            List<ProcessHandle> left = new ArrayList<>();
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                leftover(line.split(" ")).ifPresent(process -> {
                    names.add(line.split(" ")[0]);
                    left.add(process);
                });
            }
            end(left);
            Files.deleteIfExists(file);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> leftover(String[] nameIdAndStart) {
        if (nameIdAndStart.length != 3) {
            return Optional.empty(); // the run was killed while it wrote this line
        }
        Instant start = Instant.ofEpochMilli(Long.parseLong(nameIdAndStart[2]));
        return ProcessHandle.of(Long.parseLong(nameIdAndStart[1])).filter(process -> startOf(process)
                .filter(same -> Duration.between(start, same).abs().compareTo(START_TOLERANCE) < 0)
                .isPresent());
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }

    void started(String name, ProcessHandle process) {
        running.put(name, process);
        write();
    }

    void ended(String name) {
        running.remove(name);
        write();
    }

    private synchronized void write() {
        String lines = running.entrySet().stream()
                .map(entry -> "%s %d %d%n"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().pid(),
                                startOf(entry.getValue()).orElse(Instant.EPOCH).toEpochMilli()))
                .collect(Collectors.joining());
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks processes to end, all at once, and ends those by force that have not after six seconds. */
    static void end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (ProcessHandle process : processes) {
            try {
                process.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                process.destroyForcibly();
                process.onExit().join();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
