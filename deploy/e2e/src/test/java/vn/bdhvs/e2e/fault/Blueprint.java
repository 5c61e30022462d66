package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the parts of a site are started: as the local platform starts them, each in a process of its own. */
final class Blueprint {

    private static final String QUIET = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{30} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="out"/></root>
              <logger name="de.bwaldvogel.mongo" level="ERROR"/>
            </configuration>
            """;

    /** What is given so much heap works for minutes at a processor's full load. */
    private static final int HARD_WORK_MIB = 1024;

    private final SitePlan plan;
    private final Instant anchor;
    private final String brokers;
    private final String issuer;
    private final Path quiet;

    /**
     * Prepares the directory of the logs.
     *
     * @param anchor when the business clock is where it starts
     */
    Blueprint(SitePlan plan, Instant anchor, String brokers, String issuer) {
        this.plan = plan;
        this.anchor = anchor;
        this.brokers = brokers;
        this.issuer = issuer;
        this.quiet = plan.directory().resolve("logs/quiet.xml");
        try {
            Files.createDirectories(quiet.getParent());
            Files.writeString(quiet, QUIET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A part of the platform.
     *
     * @param type its class with a main method, below {@code vn.bdhvs.local}
     * @param data the first of its arguments; the port is the second
     */
    Part platformPart(String name, String type, int heapMiB, Path data, int port, String... more) {
        List<String> command = jvm(heapMiB);
        command.addAll(List.of(
                "-Dlogback.configurationFile=" + quiet,
                "-cp",
                BuiltJar.of("deploy/local").toString(),
                "vn.bdhvs.local." + type,
                data.toString(),
                Integer.toString(port)));
        command.addAll(List.of(more));
        return new Part(name, log(name), command, Map.of());
    }

    /**
     * An instance of a service.
     *
     * @param storePort where its document store listens
     * @param arguments for each start
     */
    Service service(String name, String module, String database, int heapMiB, int storePort, List<String> arguments) {
        int port = Ports.next();
        int managementPort = Ports.next();
        MongoProxy store = new MongoProxy(Ports.next(), storePort);
        List<String> command = jvm(heapMiB);
        Path jar = BuiltJar.of(module);
        ClassArchive classes = new ClassArchive(jar);
        command.addAll(List.of(classes.option(), "-jar", jar.toString()));
        command.addAll(arguments);
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        environment.put("SPRING_MONGODB_URI", uri(store.port(), database));
        environment.put("SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS", brokers);
        environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", issuer);
        environment.put("LOGIN_CLIENT_SECRET", "demo");
        // Loads come from one client here, and looks are many.
        environment.put("LIMITS_REQUESTS_PER_SECOND", "100000");
        environment.put("LIMITS_BURST", "100000");
        environment.put("CAMPAIGN_CLOCK_START", plan.clockStart().toString());
        environment.put("CAMPAIGN_CLOCK_ANCHOR", anchor.toString());
        environment.put("CAMPAIGN_CLOCK_RATE", Double.toString(plan.clockRate()));
        environment.put("CAMPAIGN_REFERENCE_SECRET", "a-secret-of-the-tests");
        environment.put("PERSONALDATA_KEYS_0_ID", "tests");
        environment.put("PERSONALDATA_KEYS_0_SECRET", "dGhlIHNlY3JldCBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU=");
        return new Service(name, log(name), classes, command, environment, port, managementPort, store);
    }

    /** Heaps as in the local platform. Most parts live for a short time, so they are compiled with less effort. */
    private static List<String> jvm(int heapMiB) {
        List<String> command =
                new ArrayList<>(List.of(Part.JAVA, "-Xmx" + heapMiB + "m", "-Xss512k", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(
                heapMiB < HARD_WORK_MIB
                        ? List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                        : List.of("-XX:+UseParallelGC"));
        return command;
    }

    private Path log(String name) {
        return plan.directory().resolve("logs").resolve(name + ".log");
    }

    static String uri(int port, String database) {
        return server(port) + "/" + database;
    }

    static String server(int port) {
        return "mongodb://127.0.0.1:" + port;
    }
}
