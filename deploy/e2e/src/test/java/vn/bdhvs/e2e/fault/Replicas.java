package vn.bdhvs.e2e.fault;

import static org.awaitility.Awaitility.await;
import static vn.bdhvs.e2e.fault.BrokerAnswers.answer;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What an operator of several brokers looks at before the next one is taken away. */
final class Replicas implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Admin admin;
    private final int brokers;

    Replicas(String addresses, int brokers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", addresses));
        this.brokers = brokers;
    }

    /** Waits until every broker holds all of every partition, then lets each lead its share again. */
    void awaitInSync() {
        await("all brokers to hold everything").atMost(PATIENCE).until(this::areInSync);
        answer(admin.electLeaders(ElectionType.PREFERRED, null).partitions());
    }

    private boolean areInSync() {
        Set<String> all = answer(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return describe(all).stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == brokers);
    }

    /** How many partitions of a topic that hold anything are led by a broker. */
    long ledBy(int broker, String topic) {
        Map<TopicPartition, OffsetSpec> led = describe(Set.of(topic)).stream()
                .flatMap(each -> each.partitions().stream())
                .filter(partition ->
                        partition.leader() != null && partition.leader().id() == broker)
                .map(TopicPartitionInfo::partition)
                .collect(Collectors.toMap(number -> new TopicPartition(topic, number), number -> OffsetSpec.latest()));
        return answer(admin.listOffsets(led).all()).values().stream()
                .filter(end -> end.offset() > 0)
                .count();
    }

    private Collection<TopicDescription> describe(Set<String> topics) {
        return answer(admin.describeTopics(topics).allTopicNames()).values();
    }

    @Override
    public void close() {
        admin.close();
    }
}
