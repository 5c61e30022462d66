package vn.bdhvs.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything that {@code deploy/up} starts, on free ports and with data of its own; to be killed at will. */
final class Installation implements AutoCloseable {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.root", "../..")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(200);
    private static final int[] PORTS = {8080, 8081, 8082, 8180, 9000, 9080, 9081, 9082, 9092, 9180, 27017};

    private final int offset;
    private final Path data;
    private final Optional<Path> java;
    private final List<String> options;
    private Process launcher;

    private Installation(int offset, Path data, Optional<Path> java, List<String> options) {
        this.offset = offset;
        this.data = data;
        this.java = java;
        this.options = options;
    }

    /** Starts without demo traffic and waits until it says that it is ready. */
    static Installation start(Path data, String... options) {
        return start(data, Optional.empty(), options);
    }

    /** As {@link #start(Path, String...)}, on another Java than the one of the path. */
    static Installation start(Path data, Optional<Path> java, String... options) {
        Installation installation = new Installation(freeOffset(), data, java, List.of(options));
        installation.start();
        return installation;
    }

    /** Starts the same installation, with its data, again. */
    void start() {
        List<String> command = new ArrayList<>(List.of(
                PROJECT.resolve("deploy/up").toString(),
                "--no-demo",
                "--port-offset",
                String.valueOf(offset),
                "--data",
                data.resolve("data").toString()));
        command.addAll(options);
        Path log = data.resolve("up-" + System.nanoTime() + ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(PROJECT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            java.ifPresent(home -> builder.environment().put("JAVA_HOME", home.toString()));
            launcher = builder.start();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.readString(log).contains("Campaign Pulse is ready")) {
                if (launcher.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new IllegalStateException("it did not become ready:\n" + Files.readString(log));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freeOffset() {
        return IntStream.iterate(20_000, offset -> offset + 300)
                .limit(50)
                .filter(offset -> IntStream.of(PORTS).allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    String analytics() {
        return "http://127.0.0.1:" + (8080 + offset);
    }

    String secondAnalytics() {
        return "http://127.0.0.1:" + (8180 + offset);
    }

    String session() {
        return "http://127.0.0.1:" + (8082 + offset);
    }

    int sessionPort() {
        return 8082 + offset;
    }

    String registration() {
        return "http://127.0.0.1:" + (8081 + offset);
    }

    String brokers() {
        return "127.0.0.1:" + (9092 + offset);
    }

    String issuer() {
        return "http://127.0.0.1:" + (9000 + offset);
    }

    /** The process of a service, as the launcher recorded it. */
    ProcessHandle process(String service) {
        try (Stream<String> lines = Files.lines(data.resolve("data/processes"))) {
            long pid = lines.map(line -> line.split(" "))
                    .filter(fields -> fields[0].equals(service))
                    .mapToLong(fields -> Long.parseLong(fields[1]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(service + " is not running"));
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(service + " has gone"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle launcher() {
        return launcher.toHandle();
    }

    /** All processes of this installation that are alive. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** kill -9. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes();
        launcher.destroy();
        try {
            if (!launcher.waitFor(20, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
