package vn.bdhvs.analytics.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.kafka.KafkaConnection;

/** Kafka's own ids of topics: a topic deleted and made again under its name has another one. */
@Component
class TopicIds implements DisposableBean {

    private static final long TIMEOUT_SECONDS = 10;

    private final Admin admin;

    TopicIds(KafkaConnection kafka) {
        // While no broker is there, beginning anew with the first ones would be tried, and logged, thousands of times a
        // second.
        this.admin = Admin.create(kafka.settings(
                Map.of(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name)));
    }

    /**
     * Ids by topic name, as of now; without those of topics that are not there.
     *
     * @throws KafkaException if the broker does not answer in time
     */
    Map<String, String> of(Collection<String> topics) {
        Map<String, String> ids = new HashMap<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        try {
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                    admin.describeTopics(topics).topicNameValues().entrySet()) {
                TopicDescription description = describe(topic.getValue(), end - System.nanoTime());
                if (description != null) {
                    ids.put(topic.getKey(), description.topicId().toString());
                }
            }
            return ids;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot learn the ids of the topics " + topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while learning the ids of the topics " + topics, e);
        }
    }

    private static @Nullable TopicDescription describe(KafkaFuture<TopicDescription> topic, long nanos)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return topic.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public void destroy() {
        admin.close();
    }
}
