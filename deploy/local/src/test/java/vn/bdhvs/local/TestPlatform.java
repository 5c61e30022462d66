package vn.bdhvs.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import vn.bdhvs.local.issuer.Identities;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.local.mongo.EmbeddedMongo;

/**
 * What a service needs around it, for the tests of all modules: Kafka with the topics of the contract, MongoDB, and an
 * issuer. Started once per JVM, on free ports, when it is first asked for.
 *
 * <p>With {@code -Dplatform=containers} Kafka and MongoDB run in containers instead, with {@code kafka-container} Kafka alone.
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void platform(DynamicPropertyRegistry registry) {
 *     TestPlatform.properties("session").forEach((name, value) -> registry.add(name, () -> value));
 * }
 * }</pre>
 */
public final class TestPlatform {

    /** What is there without Docker. */
    static final String EMBEDDED = "embedded";

    private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";
    private static final String MONGO_IMAGE = "mongo:8.0";

    private static final TestPlatform RUNNING = start();

    private final String brokers;
    private final String mongo;
    private final TestIssuer issuer = new TestIssuer();

    private TestPlatform(String brokers, String mongo) {
        this.brokers = brokers;
        this.mongo = mongo;
    }

    /** What was asked for. */
    static String kind() {
        return System.getProperty("platform", EMBEDDED);
    }

    private static TestPlatform start() {
        TestPlatform platform =
                switch (kind()) {
                    case EMBEDDED -> embedded();
                    case "containers" -> Containers.both();
                    case "kafka-container" -> Containers.kafka();
                    default ->
                        throw new IllegalStateException(
                                "-Dplatform is embedded, containers or kafka-container, not " + kind());
                };
        Topics.create(platform.brokers);
        return platform;
    }

    private static TestPlatform embedded() {
        try {
            Path directory = Files.createTempDirectory("test-kafka");
            EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
            EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
            // After the contexts of all tests have been closed: without a broker they wait for it in vain.
            SpringApplication.getShutdownHandlers().add(() -> {
                mongo.close();
                kafka.close();
                delete(directory);
            });
            return new TestPlatform(kafka.brokers(), uri(mongo));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uri(EmbeddedMongo mongo) {
        return "mongodb://127.0.0.1:" + mongo.port();
    }

    /** In a class of its own, so that nobody needs Testcontainers on the class path for the embedded platform. */
    private static final class Containers {

        static TestPlatform both() {
            return start(List.of(KAFKA_IMAGE, MONGO_IMAGE), () -> {
                MongoDBContainer mongo = new MongoDBContainer(MONGO_IMAGE);
                mongo.start();
                return mongo.getConnectionString();
            });
        }

        static TestPlatform kafka() {
            return start(List.of(KAFKA_IMAGE), () -> {
                EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
                SpringApplication.getShutdownHandlers().add(mongo::close);
                return uri(mongo);
            });
        }

        private static TestPlatform start(List<String> images, Supplier<String> mongo) {
            try {
                if (!DockerClientFactory.instance().isDockerAvailable()) {
                    throw new IllegalStateException("there is no Docker");
                }
                KafkaContainer kafka = new KafkaContainer(KAFKA_IMAGE);
                kafka.start();
                return new TestPlatform(kafka.getBootstrapServers(), mongo.get());
            } catch (RuntimeException e) {
                throw new IllegalStateException(
                        "-Dplatform=%s needs Docker and %s: %s"
                                .formatted(kind(), String.join(" and ", images), e.getMessage()),
                        e);
            }
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where Kafka is. */
    public static String brokers() {
        return RUNNING.brokers;
    }

    /** Where a database is; another name is another, empty, database. */
    public static String mongoUri(String database) {
        return RUNNING.mongo + "/" + database;
    }

    /** Who issues the tokens. */
    public static String issuerUri() {
        return RUNNING.issuer.uri();
    }

    /** A token of a client or a user of the demo, such as {@code district-724} or {@code leader}. */
    public static String token(String name) {
        return RUNNING.issuer.token(name);
    }

    /** A token of somebody with other claims than usual, such as another audience; signed as any other. */
    public static String token(String name, Map<String, Object> otherClaims) {
        return RUNNING.issuer.signed(name, otherClaims);
    }

    /** Gives somebody other rights at the issuer than the demo has, until {@link #usualRights}. */
    public static void rights(String name, List<String> roles, List<String> units) {
        RUNNING.issuer.rights(name, roles, units);
    }

    /** Gives somebody back the rights that the demo has, and lets them in again. */
    public static void usualRights(String name) {
        RUNNING.issuer.usualRights(name);
        RUNNING.issuer.people().pardon(name);
    }

    /** Has the issuer refuse somebody's refresh tokens. */
    public static void ban(String name) {
        RUNNING.issuer.people().ban(name);
    }

    /** How often the issuer was asked again what somebody may do. */
    public static int refreshed() {
        return RUNNING.issuer.people().refreshed();
    }

    /** The properties that point a service here, as the launcher sets them in its environment. */
    public static Map<String, String> properties(String database) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.mongodb.uri", mongoUri(database));
        properties.put("spring.cloud.stream.kafka.binder.brokers", brokers());
        properties.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", issuerUri());
        properties.put("campaign.reference-secret", "the secret of the tests");
        properties.put("personal-data.keys[0].id", "tests");
        properties.put("personal-data.keys[0].secret", "dGhlIHNlY3JldCBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU=");
        properties.put("login.client-secret", Identities.SECRET);
        // Tests send faster than any district; those of the limits set their own.
        properties.put("limits.requests-per-second", "100000");
        properties.put("limits.burst", "100000");
        return properties;
    }
}
