package vn.bdhvs.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Where contenders compete: a broker in a process of its own, with the load on its topics, and what else they are given. */
final class Stage implements AutoCloseable {

    private static final TopicDescription NO_TOPIC = new TopicDescription("", false, List.of());

    private final Path project;
    private final Programs programs;
    private final Program broker;
    private final String brokers;
    private final Load load;

    private Stage(Path project, Programs programs, Program broker, String brokers, Load load) {
        this.project = project;
        this.programs = programs;
        this.broker = broker;
        this.brokers = brokers;
        this.load = load;
    }

    /** Sets it up in a directory that is empty. */
    static Stage setUp(Path project, Path directory, int events) {
        Programs programs = new Programs(project, directory);
        int port = Programs.freePort();
        Program broker = programs.ofClass(
                        "broker",
                        "local",
                        List.of("-Xmx1g", "-XX:+UseParallelGC"),
                        "vn.bdhvs.local.kafka.EmbeddedKafka",
                        directory.resolve("kafka").toString(),
                        "" + port)
                .awaitSaying("serving ");
        String brokers = "127.0.0.1:" + port;
        return new Stage(project, programs, broker, brokers, Load.put(brokers, project, events));
    }

    Path project() {
        return project;
    }

    Programs programs() {
        return programs;
    }

    Program broker() {
        return broker;
    }

    String brokers() {
        return brokers;
    }

    Load load() {
        return load;
    }

    /** How many records all topics of activities have ever been given. */
    long records() {
        return Events.TOPICS.stream().mapToLong(this::records).sum();
    }

    /** How many records a topic has ever been given. */
    long records(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            Map<TopicPartition, OffsetSpec> ends = admin
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .getOrDefault(topic, NO_TOPIC)
                    .partitions()
                    .stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()),
                            partition -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
