package vn.bdhvs.analytics.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** Kafka's own ids of topics: a topic deleted and made again under its name has another one. */
@Component
class TopicIds implements DisposableBean {

    private static final long TIMEOUT_SECONDS = 10;

    private final Admin admin;

    TopicIds(KafkaConnection kafka) {
        Map<String, Object> configuration = new HashMap<>(kafka.configuration());
        configuration.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers());
        this.admin = Admin.create(configuration);
    }

    /**
     * Where Kafka is, as told to the binder.
     *
     * @param brokers host:port, joined by commas
     * @param configuration client settings for all clients, such as security
     */
    @ConfigurationProperties("spring.cloud.stream.kafka.binder")
    record KafkaConnection(String brokers, @DefaultValue Map<String, String> configuration) {}

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
