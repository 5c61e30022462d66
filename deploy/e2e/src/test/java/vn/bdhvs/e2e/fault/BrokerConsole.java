package vn.bdhvs.e2e.fault;

import static org.awaitility.Awaitility.await;
import static vn.bdhvs.e2e.fault.BrokerAnswers.answer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What somebody with Kafka's own tools can do to topics and groups, while the services know nothing of it. */
final class BrokerConsole implements AutoCloseable {

    /** The group in which analytics reads. */
    static final String GROUP = "analytics";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Admin admin;

    BrokerConsole(String brokers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** Moves what the group has committed; nobody may be reading in it. */
    void commit(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
        untilEmpty(
                () -> answer(admin.alterConsumerGroupOffsets(GROUP, committed).all()));
    }

    /** What the group has committed. */
    Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata())
                .forEach((partition, committed) -> offsets.put(partition, committed.offset()));
        return offsets;
    }

    /** Deletes the group; nobody may be reading in it. */
    void deleteGroup() {
        untilEmpty(() -> answer(admin.deleteConsumerGroups(Set.of(GROUP)).all()));
    }

    /** A reader that was killed belongs to its group until its session has run out. */
    private static void untilEmpty(Runnable action) {
        await("an empty group").ignoreExceptions().atMost(PATIENCE).untilAsserted(action::run);
    }

    /** The partitions of these topics. */
    List<TopicPartition> partitions(Collection<String> topics) {
        return answer(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** The offset that the next record of each partition of these topics will get. */
    Map<TopicPartition, Long> ends(Collection<String> topics) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(topics).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Deletes everything that lies on some topics. */
    void cutHeads(Collection<String> topics) {
        Map<TopicPartition, RecordsToDelete> cuts = new HashMap<>();
        ends(topics).forEach((partition, end) -> cuts.put(partition, RecordsToDelete.beforeOffset(end)));
        answer(admin.deleteRecords(cuts).all());
    }

    /** Changes a setting of a topic. */
    void set(String topic, String setting, String value) {
        alter(topic, new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET));
    }

    private void alter(String topic, AlterConfigOp operation) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        answer(admin.incrementalAlterConfigs(Map.of(resource, List.of(operation)))
                .all());
    }

    /** Deletes a topic of activity and makes it again, as it was and empty. */
    void remake(String topic, int partitions) {
        answer(admin.deleteTopics(Set.of(topic)).all());
        await(topic + " to be gone")
                .atMost(PATIENCE)
                .until(() -> !answer(admin.listTopics().names()).contains(topic));
        NewTopic made = new NewTopic(topic, partitions, (short) 1)
                .configs(Map.of(
                        "cleanup.policy", "delete",
                        "message.timestamp.type", "LogAppendTime",
                        "retention.ms", "-1"));
        answer(admin.createTopics(Set.of(made)).all());
        awaitLeaders(topic, partitions);
    }

    /** Adds partitions to a topic, up to so many. */
    void widen(String topic, int partitions) {
        answer(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all());
        awaitLeaders(topic, partitions);
    }

    /**
     * Until each partition answers itself; that it has a leader is told before it takes anything. To a partition that comes
     * between two requests of one idempotent producer, the first of them never gets (KAFKA-15591).
     */
    private void awaitLeaders(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        await("leaders of " + topic)
                .ignoreExceptions()
                .atMost(PATIENCE)
                .until(() -> answer(admin.listOffsets(ends).all()).size() == partitions);
    }

    @Override
    public void close() {
        admin.close();
    }
}
