package vn.bdhvs.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.test.context.DynamicPropertyRegistry;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.local.mongo.EmbeddedMongo;

public final class Platform {
    private static final EmbeddedKafka KAFKA;
    private static final EmbeddedMongo MONGO = EmbeddedMongo.inMemory(0);

    static {
        try {
            KAFKA = EmbeddedKafka.start(Files.createTempDirectory("kafka"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Topics.create(KAFKA.brokers());
    }

    public static String brokers() {
        return KAFKA.brokers();
    }

    public static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.cloud.stream.kafka.binder.brokers", KAFKA::brokers);
        registry.add("spring.mongodb.uri", () -> MONGO.uri("analytics"));
    }
}
