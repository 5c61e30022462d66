package vn.bdhvs.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker whether it is there and whether the topics are as they were configured. */
final class TopicCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, Object> admin;
    private final Map<String, Integer> partitions;

    /**
     * @param admin how to reach the broker
     * @param partitions by topic, how many it must have at least
     */
    TopicCheck(Map<String, Object> admin, Map<String, Integer> partitions) {
        this.admin = new HashMap<>(admin);
        this.admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.partitions = new TreeMap<>(partitions);
    }

    /**
     * Whether the broker answers and every partition has a leader.
     *
     * @throws UnfitTopic if it answers, but a topic is missing or too narrow
     */
    boolean passes() {
        try (Admin client = Admin.create(admin)) {
            Map<String, KafkaFuture<TopicDescription>> topics =
                    client.describeTopics(partitions.keySet()).topicNameValues();
            boolean passes = true;
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : topics.entrySet()) {
                passes &= passes(topic.getKey(), topic.getValue().get());
            }
            return passes;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new UnfitTopic("A topic is missing at the broker. Needed, with their partitions: " + partitions);
            }
            if (e.getCause() instanceof RetriableException) {
                LOG.debug("the broker does not answer", e);
            } else {
                LOG.warn("the broker does not describe the topics: {}", String.valueOf(e.getCause()));
            }
            return false;
        } catch (KafkaException e) {
            LOG.debug("the broker cannot be reached", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean passes(String topic, TopicDescription found) {
        int needed = partitions.getOrDefault(topic, 1);
        if (found.partitions().size() < needed) {
            throw new UnfitTopic("The topic '%s' has %d partitions at the broker, and needs %d or more."
                    .formatted(topic, found.partitions().size(), needed));
        }
        return found.partitions().stream()
                .allMatch(partition ->
                        partition.leader() != null && !partition.leader().isEmpty());
    }
}
