package vn.bdhvs.session.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import vn.bdhvs.local.TestPlatform;

/** The test platform, with an issuer that also issues bad tokens, and business time in the campaign's first month. */
public final class Platform {

    public static final Issuer ISSUER = new Issuer();

    private Platform() {}

    public static String brokers() {
        return TestPlatform.brokers();
    }

    /** The settings that lead a service to this platform. */
    public static Map<String, String> properties(String database) {
        Map<String, String> properties = new HashMap<>(TestPlatform.properties(database));
        properties.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER.uri());
        properties.put("campaign.clock.start", "2025-03-26T08:00:00+07:00");
        properties.put("management.server.port", "0");
        properties.put("reports.batch.max-rows", "6000");
        properties.put("reports.batch.max-size", "16MB");
        properties.put("reports.batch.max-answer", "2MB");
        return properties;
    }

    /** A directory that stays: a broker that lost its own would take the process down. */
    public static Path temporary() {
        try {
            return Files.createTempDirectory("broker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
