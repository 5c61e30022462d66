package vn.bdhvs.session.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.local.mongo.EmbeddedMongo;

/** Broker, store and issuer for the tests of this module, started once. */
public final class Platform {

    public static final Issuer ISSUER = new Issuer();

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.start(temporary(), 0);
    private static final EmbeddedMongo MONGO = EmbeddedMongo.inMemory(0);

    static {
        Topics.create(KAFKA.brokers());
    }

    private Platform() {}

    public static String brokers() {
        return KAFKA.brokers();
    }

    /** The settings that lead a service to this platform. */
    public static Map<String, String> properties(String database) {
        return Map.of(
                "spring.mongodb.uri", MONGO.uri(database),
                "spring.cloud.stream.kafka.binder.brokers", brokers(),
                "spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER.uri(),
                "campaign.clock.start", "2025-03-26T08:00:00+07:00",
                "management.server.port", "0");
    }

    public static Path temporary() {
        try {
            return Files.createTempDirectory("platform");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
