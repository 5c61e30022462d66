package vn.bdhvs.analytics.ingest;

import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.util.backoff.ExponentialBackOff;

/** Wires the ingest into Spring Cloud Stream. */
@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

    static final String BINDING = "activities-in-0";

    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    @Bean
    Consumer<PolledRecords> activities(Ingest ingest) {
        return ingest::apply;
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
                    partitions.open(assigned, consumer);
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
