package vn.bdhvs.local.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps services running: starts them, waits until they are ready, starts again those that end by themselves, and ends
 * them all when it is closed.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A service that has run for so long is forgiven its earlier ends. */
    private static final Duration STEADY = Duration.ofMinutes(1);
    /** Ctrl-C reaches the services too, perhaps before us. */
    private static final Duration SIGNAL_SKEW = Duration.ofMillis(300);

    private static final Duration POLL = Duration.ofMillis(150);
    private static final int SHOWN_LINES = 20;

    private final Processes processes;
    private final Consumer<String> say;
    private final Map<String, Process> running = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private volatile boolean closing;

    /** Writes down what it starts in {@code processes}, and says in lines what happens to it. */
    public Supervisor(Processes processes, Consumer<String> say) {
        this.processes = processes;
        this.say = say;
    }

    /** Starts services at once and returns when all are ready. */
    public void start(List<Service> services, Duration patience) throws ServiceNotReady, InterruptedException {
        services.forEach(this::launch);
        long begin = System.nanoTime();
        for (Service service : services) {
            awaitReady(service, begin, patience);
        }
        services.forEach(service -> watch(service, PAUSE));
    }

    private synchronized Process launch(Service service) {
        if (closing) {
            throw new IllegalStateException("stopping");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(service.options());
        command.addAll(List.of("-jar", service.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(service.log().toFile()));
        builder.environment().putAll(service.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            running.put(service.name(), process);
            processes.started(service.name(), process.toHandle());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Service service, long begin, Duration patience)
            throws ServiceNotReady, InterruptedException {
        Process process = process(service);
        while (!isReady(service)) {
            if (!process.isAlive()) {
                String why = "ended with exit code %d while starting".formatted(process.exitValue());
                throw new ServiceNotReady(service, why, lastLines(service.log()));
            }
            if (System.nanoTime() - begin > patience.toNanos()) {
                String why = "was not ready after %d s".formatted(patience.toSeconds());
                throw new ServiceNotReady(service, why, lastLines(service.log()));
            }
            Thread.sleep(POLL.toMillis());
        }
        say.accept("%s ready after %.1f s".formatted(service.name(), (System.nanoTime() - begin) / 1e9));
    }

    private Process process(Service service) {
        Process process = running.get(service.name());
        if (process == null) {
            throw new IllegalStateException(service.name() + " was never started");
        }
        return process;
    }

    private boolean isReady(Service service) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.readiness())
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // nothing listens there yet
        }
    }

    private void watch(Service service, Duration pause) {
        Process process = process(service);
        long begin = System.nanoTime();
        process.onExit().thenRun(() -> {
            Thread restarter =
                    new Thread(() -> restart(service, process.exitValue(), begin, pause), "restart-" + service.name());
            restarter.setDaemon(true);
            restarter.start();
        });
    }

    private void restart(Service service, int exitCode, long begin, Duration pause) {
        boolean steady = System.nanoTime() - begin > STEADY.toNanos();
        Duration waiting = steady ? PAUSE : pause;
        try {
            Thread.sleep(SIGNAL_SKEW.toMillis());
            if (closing) {
                return;
            }
            processes.ended(service.name());
            say.accept("%s ended with exit code %d; starting it again in %d s (see %s)"
                    .formatted(service.name(), exitCode, waiting.toSeconds(), service.log()));
            Thread.sleep(waiting.toMillis());
            synchronized (this) {
                if (closing) {
                    return;
                }
                launch(service);
            }
            Duration doubled = waiting.multipliedBy(2);
            watch(service, doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> lastLines(Path log) {
        // A log may hold anything; every byte is a character of this set.
        Charset any = StandardCharsets.ISO_8859_1;
        try {
            List<String> lines = Files.readAllLines(log, any).stream()
                    .map(line -> new String(line.getBytes(any), StandardCharsets.UTF_8))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(no log at " + log + ")");
        }
    }

    /** Ends all services: within six seconds each by itself, or by force. */
    @Override
    public void close() {
        List<ProcessHandle> ending;
        synchronized (this) {
            closing = true;
            ending = running.values().stream().map(Process::toHandle).toList();
        }
        Processes.end(ending);
        running.keySet().forEach(processes::ended);
    }

    /** A service that died or took too long while starting, with the end of its log. */
    public static final class ServiceNotReady extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<String> lastLines;

        ServiceNotReady(Service service, String why, List<String> lastLines) {
            super("%s %s; the last lines of %s:".formatted(service.name(), why, service.log()));
            this.lastLines = List.copyOf(lastLines);
        }

        /** The last lines of its log. */
        public List<String> lastLines() {
            return lastLines;
        }
    }
}
