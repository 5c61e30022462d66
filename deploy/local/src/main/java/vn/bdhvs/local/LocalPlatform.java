package vn.bdhvs.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import vn.bdhvs.local.demo.DemoTraffic;
import vn.bdhvs.local.issuer.Issuer;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.local.mongo.EmbeddedMongo;
import vn.bdhvs.local.service.Processes;
import vn.bdhvs.local.service.Service;
import vn.bdhvs.local.service.Supervisor;
import vn.bdhvs.local.service.Supervisor.ServiceNotReady;

/** Runs all of Campaign Pulse: the platform in this process, then the services, then the demo traffic. */
public final class LocalPlatform implements AutoCloseable {

    /** One that has ended is noticed at once; this is for a slow machine that catches up on what a fault left. */
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Options options;
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    private LocalPlatform(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** See {@code --help}. */
    public static void main(String... arguments) {
        quiet();
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.helpText());
                return;
            }
            LocalPlatform platform = new LocalPlatform(options, System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop"));
            platform.start();
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (InterruptedException | RuntimeException e) {
            e.printStackTrace();
            System.exit(StartFailure.SERVICE);
        }
    }

    /** Before anything is started: the libraries say nothing but warnings, and those only if they matter to a user. */
    private static void quiet() {
        // Boot would set up logging anew while the others are starting already.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
        level(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.WARN);
        level("kafka", Level.ERROR);
        level("org.apache.kafka", Level.ERROR);
        level("de.bwaldvogel.mongo", Level.ERROR);
    }

    private static void level(String name, Level level) {
        ((Logger) LoggerFactory.getLogger(name)).setLevel(level);
    }

    private void start() throws InterruptedException {
        List<Service> services;
        DataDirectory data = keep(DataDirectory.open(options.data(), options.fresh()));
        BusinessClock clock = data.clock(System.getenv());
        services = new Services(options, data, clock).all();
        Processes processes = new Processes(data.processes());
        processes.endLeftovers().forEach(name -> say(name + " of an earlier run was still there and has been ended"));
        checkPorts();
        CompletableFuture<Void> platform = CompletableFuture.allOf(
                starting("Kafka", () -> {
                    EmbeddedKafka kafka = keep(EmbeddedKafka.start(data.kafka(), options.port(Port.KAFKA)));
                    Topics.create(kafka.brokers());
                    return kafka;
                }),
                starting("document store", () -> keep(EmbeddedMongo.start(data.mongo(), options.port(Port.MONGO)))),
                starting(
                        "issuer",
                        () -> keep(Issuer.start(data.signingKey(), options.port(Port.ISSUER), dashboards()))));
        try {
            platform.join();
        } catch (CompletionException e) {
            throw new StartFailure(StartFailure.SERVICE, String.valueOf(e.getCause()));
        }
        Supervisor supervisor = keep(new Supervisor(processes, this::say));
        try {
            supervisor.start(services, PATIENCE);
        } catch (ServiceNotReady e) {
            e.lastLines().forEach(line -> out.println("  " + line));
            throw new StartFailure(StartFailure.SERVICE, e.getMessage() + " (above)");
        }
        if (options.demoRate() > 0) {
            DemoTraffic traffic = keep(new DemoTraffic(
                    "http://127.0.0.1:" + options.port(Port.REGISTRATION),
                    "http://127.0.0.1:" + options.port(Port.SESSION),
                    "http://127.0.0.1:" + options.port(Port.ISSUER),
                    clock::now,
                    this::say));
            traffic.start(options.demoRate());
        }
        out.print(new Welcome(options, clock).text((System.nanoTime() - begin) / 1e9));
        out.flush();
    }

    private List<String> dashboards() {
        return IntStream.range(0, options.analytics())
                .mapToObj(i -> "http://127.0.0.1:" + (options.port(Port.ANALYTICS) + i * Port.INSTANCE_STEP))
                .toList();
    }

    private CompletableFuture<Void> starting(String name, Callable<?> start) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        start.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(name + " did not start", e);
                    }
                    say("%s ready after %.1f s".formatted(name, (System.nanoTime() - begin) / 1e9));
                },
                task -> new Thread(task, "start-" + name).start());
    }

    /** All ports at once, before anything is started that would have to be stopped again. */
    private void checkPorts() {
        for (Port port : Port.values()) {
            int instances = port == Port.ANALYTICS ? options.analytics() : 1;
            for (int i = 0; i < instances; i++) {
                int number = options.port(port) + i * Port.INSTANCE_STEP;
                checkFree(port, number, port.option());
                if (port.compareTo(Port.ISSUER) < 0) {
                    checkFree(port, number + Port.MANAGEMENT_STEP, port.option() + "'s actuator");
                }
            }
        }
    }

    private static void checkFree(Port port, int number, String what) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
        } catch (IOException e) {
            throw new StartFailure(
                    StartFailure.PORT,
                    "port %d, wanted for %s, is taken; free it, or choose another with --port %s=PORT or --port-offset N"
                            .formatted(number, what, port.option()));
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private <T extends AutoCloseable> T keep(T part) {
        synchronized (started) {
            if (closed) {
                throw new IllegalStateException("stopping");
            }
            started.push(part);
            return part;
        }
    }

    /** Stops all parts, the last started first. */
    @Override
    public void close() {
        List<AutoCloseable> parts;
        synchronized (started) {
            closed = true;
            parts = List.copyOf(started);
            started.clear();
        }
        if (parts.stream().anyMatch(part -> !(part instanceof DataDirectory))) {
            say("stopping");
        }
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                say("%s did not stop cleanly: %s".formatted(part.getClass().getSimpleName(), e));
            }
        }
    }
}
