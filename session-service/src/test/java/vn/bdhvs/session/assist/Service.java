package vn.bdhvs.session.assist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.session.SessionServiceApplication;
import vn.bdhvs.session.platform.Platform;

/** An instance of the service that a test starts and stops itself, on a broker of the test's own. */
record Service(ConfigurableApplicationContext context) implements AutoCloseable {

    /** Later settings win over earlier ones, and over those of the test platform. */
    static Service start(String database, String brokers, String... more) {
        List<String> arguments = new ArrayList<>();
        Map<String, String> properties = new HashMap<>(Platform.properties(database));
        properties.put("spring.cloud.stream.kafka.binder.brokers", brokers);
        properties.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", TestPlatform.issuerUri());
        properties.put("server.port", "0");
        properties.put("outbox.sweep-every", "500ms");
        for (String setting : more) {
            String[] parts = setting.split("=", 2);
            properties.put(parts[0], parts[1]);
        }
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new Service(
                new SpringApplication(SessionServiceApplication.class).run(arguments.toArray(String[]::new)));
    }

    Api api() {
        return api("local.server.port", "district-724");
    }

    Api actuator() {
        return api("local.management.port", "operator");
    }

    private Api api(String port, String name) {
        return new Api("http://127.0.0.1:" + context.getEnvironment().getProperty(port), TestPlatform.token(name));
    }

    /** What Prometheus would read. */
    double metric(String name) {
        String all = actuator()
                .get("/actuator/prometheus", "Accept", "text/plain")
                .response()
                .body();
        return Pattern.compile("^" + name + "(?:\\{.*})? (.+)$", Pattern.MULTILINE)
                .matcher(all)
                .results()
                .map((MatchResult line) -> Double.parseDouble(line.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }
}
