package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Grants;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.session.SessionServiceApplication;
import vn.bdhvs.session.platform.Platform;

/** The service at a broker that asks who it is, with nothing but configuration. */
class AskingBrokerTests {

    private static final String REPORT = """
            {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "25942", "team": "tri-thuc-tre",
             "service": "binh-duong-so", "channel": "home", "assistedAt": "2025-03-25T07:30:00+07:00",
             "citizens": 1, "outcome": "completed"}
            """;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.startAsking(
                Platform.temporary(),
                0,
                "admin",
                Map.of("admin", "the administrator's", "session", "its own", "registration", "another's"));
        Map<String, String> admin = EmbeddedKafka.as("admin", "the administrator's");
        Topics.create(kafka.brokers(), admin);
        try (Admin client = Admin.create(settings(admin))) {
            Grants.give(client);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static Map<String, Object> settings(Map<String, String> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("bootstrap.servers", kafka.brokers());
        return settings;
    }

    private static ConfigurableApplicationContext service(String user, String password) {
        Map<String, String> properties = new HashMap<>(Platform.properties("asking-" + user));
        properties.put("server.port", "0");
        properties.put("spring.cloud.stream.kafka.binder.brokers", kafka.brokers());
        EmbeddedKafka.as(user, password)
                .forEach((name, value) ->
                        properties.put("spring.cloud.stream.kafka.binder.configuration." + name, value));
        SpringApplication application = new SpringApplication(SessionServiceApplication.class);
        application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
        String[] arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return application.run(arguments);
    }

    private static Api api(ConfigurableApplicationContext service) {
        return new Api(
                "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"),
                Platform.ISSUER.token("district-724", "724"));
    }

    @Test
    void publishesAsWhoItIs() {
        try (ConfigurableApplicationContext service = service("session", "its own")) {
            Api.Answer answer = api(service).post("/api/v1/assists", REPORT, "Idempotency-Key", "asked");
            assertThat(answer.status()).isEqualTo(201);
            String id = answer.json().path("id").asString();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> keys("citizen-assisted").contains(id));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> keys("source-tally").contains("/session-service"));
        }
    }

    /** What it accepts waits: nothing is lost, and nothing comes in under another's name. */
    @Test
    void keepsWhatItMayNotPublish() {
        try (ConfigurableApplicationContext service = service("registration", "another's")) {
            Api.Answer answer = api(service).post("/api/v1/assists", REPORT, "Idempotency-Key", "not granted");
            assertThat(answer.status()).isEqualTo(201);
            String id = answer.json().path("id").asString();
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5)).until(() -> !keys("citizen-assisted")
                    .contains(id));
        }
    }

    private static Set<String> keys(String topic) {
        Set<String> keys = new TreeSet<>();
        Map<String, Object> settings = settings(EmbeddedKafka.as("admin", "the administrator's"));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList());
            consumer.seekToBeginning(List.of());
            consumer.poll(Duration.ofSeconds(1))
                    .forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
        }
        return keys;
    }
}
