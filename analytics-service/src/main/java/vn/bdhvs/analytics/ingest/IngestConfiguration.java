package vn.bdhvs.analytics.ingest;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.cloud.stream.binder.kafka.config.ClientFactoryCustomizer;
import org.springframework.cloud.stream.binder.kafka.support.ConsumerConfigCustomizer;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.util.backoff.ExponentialBackOff;

/** Wires the ingest into Spring Cloud Stream. */
@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

    private static final Logger log = LoggerFactory.getLogger(IngestConfiguration.class);

    static final String BINDING = "activities-in-0";

    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    @Bean
    Consumer<PolledRecords> activities(Ingest ingest, Failures failures) {
        return polled -> failures.watch(() -> ingest.apply(polled));
    }

    @Bean
    RawBatchConverter rawBatchConverter() {
        return new RawBatchConverter();
    }

    /** Headers are the sender's bytes and stay as they are; nothing of this process is added to them. */
    @Bean
    KafkaHeaderMapper kafkaBinderHeaderMapper() {
        return new SimpleKafkaHeaderMapper("*");
    }

    /**
     * A failure of the infrastructure is never the record's fault: try the same poll again without limit, pausing the
     * consumer meanwhile so that it keeps its partitions. Nothing is skipped and nothing is handed to a recoverer.
     */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> neverSkip() {
        return (container, destination, group) -> {
            ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE_MS, 2);
            pauses.setMaxInterval(LONGEST_PAUSE_MS);
            DefaultErrorHandler handler = new DefaultErrorHandler(pauses);
            handler.setClassifications(Map.of(), true);
            handler.setReclassifyOnExceptionChange(false);
            container.setCommonErrorHandler(handler);
            ContainerProperties properties = container.getContainerProperties();
            properties.setIdleBeforeDataMultiplier(1);
            // Rights that are withdrawn may be given back; a container that is told nothing ends for good.
            properties.setAuthExceptionRetryInterval(Duration.ofMillis(LONGEST_PAUSE_MS));
        };
    }

    /**
     * A write that waits for a store to come back, or is sent again by the driver, might reach another state of it than
     * the one it builds on. So it fails soon, and the whole poll is tried again. A store that takes commands and answers
     * none is away too.
     */
    @Bean
    MongoClientSettingsBuilderCustomizer failSoon() {
        return settings -> settings.retryWrites(false)
                .retryReads(false)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(15, TimeUnit.SECONDS));
    }

    /**
     * Has the partitions looked at while nothing is polled. The container tells so on the consumer's thread, and the one of
     * the live hub tells it too.
     */
    @Bean
    ApplicationListener<ListenerContainerIdleEvent> patrolWhenIdle(
            Patrol patrol, Failures failures, BindingServiceProperties bindings) {
        Set<String> topics = Set.of(bindings.getBindingDestination(BINDING).split(","));
        return idle -> {
            Collection<TopicPartition> assigned = idle.getTopicPartitions();
            if (assigned != null && assigned.stream().allMatch(partition -> topics.contains(partition.topic()))) {
                failures.watch(() -> patrol.lookIfDue(idle.getConsumer(), Set.of()));
            }
        };
    }

    /**
     * By the newer protocol of groups ({@code group.protocol=consumer}) the broker says how soon a silent member is taken for
     * gone, {@code group.consumer.session.timeout.ms}; a client that is told it refuses to start.
     */
    @Bean
    ConsumerConfigCustomizer timeoutsOfTheBroker() {
        return (settings, binding, destination) -> {
            if ("consumer".equalsIgnoreCase(String.valueOf(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) {
                settings.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
                settings.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
            }
        };
    }

    /** So that an instance which is told to leave while it joins leaves at once. */
    @Bean
    ClientFactoryCustomizer placedConsumers(BindingServiceProperties bindings) {
        String group = bindings.getBindingProperties(BINDING).getGroup();
        return new ClientFactoryCustomizer() {

            @Override
            public void configure(ConsumerFactory<?, ?> consumers) {
                if (Objects.equals(consumers.getConfigurationProperties().get("group.id"), group)) {
                    consumers.addPostProcessor(PlacedConsumer::of);
                }
            }
        };
    }

    /** Moves each newly assigned partition to its own progress. */
    @Bean
    KafkaBindingRebalanceListener seekToProgress(Partitions partitions) {
        return new KafkaBindingRebalanceListener() {

            @Override
            public void onPartitionsAssigned(
                    String bindingName,
                    org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
                    Collection<TopicPartition> assigned,
                    boolean initial) {
                if (bindingName.equals(BINDING)) {
                    open(assigned, consumer);
                }
            }

            /** What cannot be opened now is opened when it is polled or looked at next; its records wait until then. */
            private void open(
                    Collection<TopicPartition> assigned, org.apache.kafka.clients.consumer.Consumer<?, ?> consumer) {
                try {
                    partitions.open(assigned, consumer);
                } catch (KafkaException | MongoException | DataAccessException e) {
                    log.warn("{} cannot be opened yet", assigned, e);
                }
            }

            @Override
            public void onPartitionsRevokedAfterCommit(
                    String bindingName,
                    org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
                    Collection<TopicPartition> revoked) {
                if (bindingName.equals(BINDING)) {
                    revoked.forEach(partitions::close);
                }
            }
        };
    }
}
