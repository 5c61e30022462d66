package vn.bdhvs.analytics.ingest;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.kafka.KafkaConnection;

/** Kafka's own ids of topics: a topic deleted and made again under its name has another one. */
@Component
class TopicIds implements DisposableBean {

    private static final long TIMEOUT_SECONDS = 10;

    private final Admin admin;

    TopicIds(KafkaConnection kafka) {
        this.admin = Admin.create(kafka.settings(Map.of()));
    }

    /**
     * Ids by topic name.
     *
     * @throws KafkaException if a topic is missing or the broker does not answer in time
     */
    Map<String, String> of(Collection<String> topics) {
        try {
            return admin
                    .describeTopics(topics)
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> entry.getValue().topicId().toString()));
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot learn the ids of the topics " + topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while learning the ids of the topics " + topics, e);
        }
    }

    @Override
    public void destroy() {
        admin.close();
    }
}
