package vn.bdhvs.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** At a real broker that asks who somebody is: each service writes and reads what is its own, and nothing else. */
class GrantsTests {

    private static final String PASSWORD = "secret";
    private static final List<String> PRINCIPALS =
            List.of("registration", "session", "analytics", "redrive", "stranger");

    private static final Map<String, Set<String>> WRITES = Map.of(
            "registration", Set.of("volunteer-registered", "source-tally"),
            "session", Set.of("class-held", "citizen-assisted", "nil-reported", "source-tally"),
            "analytics", Set.of("activity-rejected", "figures-changed"),
            "redrive", Set.of("volunteer-registered", "class-held", "citizen-assisted", "nil-reported"),
            "stranger", Set.of());

    private static final List<String> TOPICS = List.of(
            "volunteer-registered",
            "class-held",
            "citizen-assisted",
            "nil-reported",
            "source-tally",
            "activity-rejected",
            "figures-changed");

    private static final Map<String, Set<String>> READS = Map.of(
            "registration", Set.of("source-tally"),
            "session", Set.of("source-tally"),
            "analytics", Set.copyOf(TOPICS));

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start(@TempDir Path directory) {
        Map<String, String> passwords = new HashMap<>(Map.of("admin", PASSWORD));
        PRINCIPALS.forEach(principal -> passwords.put(principal, PASSWORD));
        kafka = EmbeddedKafka.startAsking(directory, 0, "admin", passwords);
        Topics.create(kafka.brokers(), EmbeddedKafka.as("admin", PASSWORD));
        try (Admin admin = Admin.create(client("admin", PASSWORD))) {
            Grants.give(admin);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static Map<String, Object> client(String user, String password) {
        Map<String, Object> settings = new HashMap<>(EmbeddedKafka.as(user, password));
        settings.put("bootstrap.servers", kafka.brokers());
        settings.put("max.block.ms", 10_000);
        settings.put("delivery.timeout.ms", 10_000);
        settings.put("request.timeout.ms", 5_000);
        return settings;
    }

    static Stream<Arguments> everybodyAndEveryTopic() {
        return PRINCIPALS.stream().flatMap(who -> TOPICS.stream().map(topic -> Arguments.of(who, topic)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("everybodyAndEveryTopic")
    void letsEachWriteItsOwnTopicsOnly(String who, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(who, PASSWORD), new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, "key".getBytes(), "value".getBytes());
            if (WRITES.getOrDefault(who, Set.of()).contains(topic)) {
                assertThat(producer.send(record).get(10, TimeUnit.SECONDS).hasOffset())
                        .isTrue();
            } else {
                assertThatThrownBy(() -> producer.send(record).get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("everybodyAndEveryTopic")
    void letsEachReadWhatIsItsOwnToReadOnly(String who, String topic) {
        Map<String, Object> settings = client(who, PASSWORD);
        settings.put("default.api.timeout.ms", 10_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            if (READS.getOrDefault(who, Set.of()).contains(topic)) {
                consumer.seekToBeginning(List.of(partition));
                consumer.poll(Duration.ofMillis(200));
                assertThat(consumer.position(partition)).isNotNegative();
            } else {
                assertThatThrownBy(() -> {
                            consumer.seek(partition, 0);
                            consumer.poll(Duration.ofSeconds(10));
                        })
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    void letsNobodyInWithAWrongPassword() {
        try (Admin admin = Admin.create(client("session", "guessed"))) {
            assertThatThrownBy(() -> admin.listTopics().names().get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }
}
