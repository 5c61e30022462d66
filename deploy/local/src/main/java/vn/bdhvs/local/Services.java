package vn.bdhvs.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.bdhvs.local.issuer.Identities;
import vn.bdhvs.local.service.ExtractedJar;
import vn.bdhvs.local.service.Service;

/**
 * The services of the project, as the options want them run against this platform. They are compiled without profiling:
 * all of them are started on one small machine, where that halves the work of a start.
 */
final class Services {

    private static final String HOST = "127.0.0.1";

    private final Options options;
    private final DataDirectory data;
    private final BusinessClock clock;

    Services(Options options, DataDirectory data, BusinessClock clock) {
        this.options = options;
        this.data = data;
        this.clock = clock;
    }

    /** Throws {@link StartFailure} if one is not built. */
    List<Service> all() {
        List<Service> services = new ArrayList<>();
        services.add(service("registration-service", 1, "registration", options.port(Port.REGISTRATION), 256));
        services.add(service("session-service", 1, "session", options.port(Port.SESSION), 256));
        for (int i = 0; i < options.analytics(); i++) {
            int port = options.port(Port.ANALYTICS) + i * Port.INSTANCE_STEP;
            services.add(service("analytics-service", i + 1, "analytics", port, 512));
        }
        return services;
    }

    private Service service(String module, int instance, String database, int port, int heapMiB) {
        String name = instance == 1 ? module : module + "-" + instance;
        int management = port + Port.MANAGEMENT_STEP;
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", HOST);
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
        environment.put("MANAGEMENT_SERVER_ADDRESS", HOST);
        environment.put("SPRING_MONGODB_URI", "mongodb://%s:%d/%s".formatted(HOST, options.port(Port.MONGO), database));
        environment.put("SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS", HOST + ":" + options.port(Port.KAFKA));
        environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", address(Port.ISSUER));
        environment.put("CAMPAIGN_CLOCK_START", clock.start().toString());
        environment.put("CAMPAIGN_CLOCK_ANCHOR", clock.anchor().toString());
        environment.put("CAMPAIGN_CLOCK_RATE", Double.toString(clock.rate()));
        environment.put("CAMPAIGN_REFERENCE_SECRET", data.referenceSecret());
        environment.put("PERSONALDATA_KEYS_0_ID", "local");
        environment.put("PERSONALDATA_KEYS_0_SECRET", data.personalDataSecret());
        environment.put("LOGIN_CLIENT_SECRET", Identities.SECRET);
        environment.put("REPORTS_REGISTRATION_SERVICE", address(Port.REGISTRATION));
        environment.put("REPORTS_SESSION_SERVICE", address(Port.SESSION));
        if (options.demoRate() > 0) {
            environment.put("CAMPAIGN_PLANS", data.demoPlan().toUri().toString());
        }
        return new Service(
                name,
                ExtractedJar.of(jar(module)),
                List.of(
                        "-Xmx" + heapMiB + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss512k",
                        "-XX:+ExitOnOutOfMemoryError"),
                environment,
                URI.create("http://%s:%d/actuator/health/readiness".formatted(HOST, management)),
                data.log(name));
    }

    private String address(Port port) {
        return "http://%s:%d".formatted(HOST, options.port(port));
    }

    private Path jar(String module) {
        Path target = options.project().resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-*-exec.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new StartFailure(StartFailure.JARS, target + " cannot be read: " + e);
            }
        }
        throw new StartFailure(
                StartFailure.JARS,
                "%s is not built: there is no %s; run mvn -B -DskipTests package"
                        .formatted(module, target.resolve(module + "-*-exec.jar")));
    }
}
