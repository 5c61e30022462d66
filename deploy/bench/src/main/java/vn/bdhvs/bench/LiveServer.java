package vn.bdhvs.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.bdhvs.bench.bare.BareStream;

/**
 * Whom the viewers watch.
 *
 * @param name as the table has it
 * @param token by which it is asked
 * @param behind how far its clock is behind
 */
record LiveServer(String name, Program program, int port, String path, String token, Duration behind)
        implements AutoCloseable {

    private static final Instant MORNING = Instant.parse("2025-03-24T01:00:00Z");
    private static final String NO_LIMIT = "1000000";

    /**
     * The analytics service as it is delivered, but for the share of one caller, who here is all the viewers; on the day of which the
     * events are.
     */
    static LiveServer analytics(Stage stage, Store store, TokenIssuer issuer, List<String> options) {
        int port = Programs.freePort();
        int management = Programs.freePort();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SERVER_PORT", "" + port);
        environment.put("MANAGEMENT_SERVER_PORT", "" + management);
        environment.put("SPRING_MONGODB_URI", store.uri("analytics"));
        environment.put("SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS", stage.brokers());
        environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", issuer.uri());
        environment.put("CAMPAIGN_REFERENCE_SECRET", "a-secret-of-the-benchmark");
        environment.put("LOGIN_CLIENT_SECRET", "none");
        environment.put("CAMPAIGN_CLOCK_START", MORNING.toString());
        environment.put("CAMPAIGN_CLOCK_ANCHOR", now.toString());
        environment.put("LIMITS_REQUESTS_PER_SECOND", NO_LIMIT);
        environment.put("LIMITS_BURST", NO_LIMIT);
        Program program = stage.programs()
                .ofService("analytics-service", "analytics-service", options, environment)
                .awaitReady(management);
        return new LiveServer(
                "analytics-service (%s)".formatted(options.get(0)),
                program,
                port,
                "/api/v1/campaigns/%s/live?unit=74".formatted(Events.CAMPAIGN),
                issuer.token("operations"),
                Duration.between(MORNING, now));
    }

    /**
     * {@link BareStream} on Tomcat, with as many connections as come.
     *
     * @param frameBytes size of what it sends
     */
    static LiveServer bare(Stage stage, int frameBytes, List<String> options) {
        int port = Programs.freePort();
        Program program = stage.programs()
                .ofClass(
                        "bare",
                        "bench",
                        options,
                        BareStream.class.getName(),
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--server.tomcat.max-connections=100000",
                        "--server.tomcat.accept-count=4096",
                        "--frame.bytes=" + frameBytes)
                .awaitSaying("serving");
        return new LiveServer(
                "SseEmitter, Spring MVC on Tomcat (%s)".formatted(options.get(0)),
                program,
                port,
                "/live",
                "none",
                Duration.ZERO);
    }

    String address() {
        return "http://127.0.0.1:" + port + path;
    }

    @Override
    public void close() {
        program.close();
    }
}
