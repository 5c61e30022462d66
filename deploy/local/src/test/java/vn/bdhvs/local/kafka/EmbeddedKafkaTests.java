package vn.bdhvs.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTests {

    @TempDir
    Path directory;

    @Test
    void startsQuicklyMakesTheTopicsOfTheContractTwiceAndKeepsThemAcrossARestart() throws Exception {
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            port = kafka.port();
            Topics.create(kafka.brokers());
            Topics.create(kafka.brokers());
        }
        long start = System.nanoTime();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            Map<String, TopicDescription> topics = admin.describeTopics(
                            admin.listTopics().names().get(5, TimeUnit.SECONDS))
                    .allTopicNames()
                    .get(5, TimeUnit.SECONDS);
            assertThat(topics)
                    .hasEntrySatisfying("volunteer-registered", t -> assertThat(t.partitions())
                            .hasSize(12))
                    .hasEntrySatisfying(
                            "class-held", t -> assertThat(t.partitions()).hasSize(12))
                    .hasEntrySatisfying(
                            "citizen-assisted", t -> assertThat(t.partitions()).hasSize(12))
                    .hasEntrySatisfying(
                            "activity-rejected", t -> assertThat(t.partitions()).hasSize(3))
                    .hasEntrySatisfying(
                            "source-tally", t -> assertThat(t.partitions()).hasSize(1))
                    .hasEntrySatisfying(
                            "figures-changed", t -> assertThat(t.partitions()).hasSize(1));
            ConfigResource assisted = new ConfigResource(ConfigResource.Type.TOPIC, "citizen-assisted");
            Config settings = admin.describeConfigs(Set.of(assisted))
                    .all()
                    .get(5, TimeUnit.SECONDS)
                    .get(assisted);
            assertThat(settings.get("retention.ms").value()).isEqualTo("-1");
            assertThat(settings.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void holdsEveryAcknowledgedRecordAfterAKill() throws Exception {
        Process broker = start();
        List<String> acknowledged = new ArrayList<>();
        String brokers = brokers(broker);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new StringSerializer())) {
            var sends = IntStream.range(0, 500)
                    .mapToObj(i -> producer.send(new ProducerRecord<>("class-held", "k" + i, "v" + i)))
                    .toList();
            for (int i = 0; i < sends.size(); i++) {
                sends.get(i).get(10, TimeUnit.SECONDS);
                acknowledged.add("v" + i);
            }
            broker.destroyForcibly().waitFor();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers(),
                                ConsumerConfig.GROUP_ID_CONFIG, "g",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.subscribe(List.of("class-held"));
            List<String> read = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (read.size() < acknowledged.size() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> read.add(record.value()));
            }
            assertThat(read).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    private Process start() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedKafka.class.getName(),
                        directory.toString(),
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String brokers(Process broker) throws Exception {
        BufferedReader output = broker.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("serving ")) {
                return line.substring("serving ".length());
            }
        }
        throw new IllegalStateException("the broker did not start");
    }
}
