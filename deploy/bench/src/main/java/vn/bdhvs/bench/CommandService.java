package vn.bdhvs.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command service as it is delivered, but for the share of one caller, who here is the whole load.
 *
 * @param port where it takes reports
 */
record CommandService(int port, Program program) implements AutoCloseable {

    /** As the embedded platform starts it. */
    static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final String NO_LIMIT = "1000000";

    /** Starts the one that takes such reports; returns when it is ready. */
    static CommandService start(Reported what, Stage stage, Store store, TokenIssuer issuer) {
        int port = Programs.freePort();
        int management = Programs.freePort();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SERVER_PORT", "" + port);
        environment.put("MANAGEMENT_SERVER_PORT", "" + management);
        environment.put("SPRING_MONGODB_URI", store.uri(what.database()));
        environment.put("SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS", stage.brokers());
        environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", issuer.uri());
        environment.put("CAMPAIGN_REFERENCE_SECRET", "a-secret-of-the-benchmark");
        environment.put("PERSONALDATA_KEYS_0_ID", "bench");
        environment.put("PERSONALDATA_KEYS_0_SECRET", "YSBzZWNyZXQgb2YgdGhlIGJlbmNobWFyaywgMzIgYnk=");
        environment.put("CAMPAIGN_CLOCK_START", "2025-03-26T09:00:00+07:00");
        environment.put("LIMITS_REQUESTS_PER_SECOND", NO_LIMIT);
        environment.put("LIMITS_BURST", NO_LIMIT);
        Program program = stage.programs()
                .ofService(what.module(), what.module(), OPTIONS, environment)
                .awaitReady(management);
        return new CommandService(port, program);
    }

    /** A report of citizens helped, as JSON. */
    static String assist(String unit, int citizens) {
        return """
                {"campaign":"%s","unit":"%s","team":"tri-thuc-tre","service":"chu-ky-so-ca-nhan","channel":"one-stop",\
                "assistedAt":"2025-03-25T09:00:00+07:00","citizens":%d,"outcome":"completed"}""".formatted(Events.CAMPAIGN, unit, citizens);
    }

    @Override
    public void close() {
        program.close();
    }
}
