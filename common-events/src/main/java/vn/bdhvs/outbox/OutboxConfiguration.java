package vn.bdhvs.outbox;

import com.mongodb.WriteConcern;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.cloud.stream.binder.kafka.properties.KafkaBinderConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.provisioning.KafkaTopicProvisioner;
import org.springframework.cloud.stream.binder.kafka.support.ProducerConfigCustomizer;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.config.ProducerMessageHandlerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.kafka.support.ProducerListener;
import vn.bdhvs.trace.EventTraces;

/** Sets up the outbox in a service that declares an {@link OutboxCollection}. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@ConditionalOnBean(OutboxCollection.class)
@EnableConfigurationProperties(OutboxProperties.class)
class OutboxConfiguration {

    /** An accepted command survives the loss of any one node, and a power cut. */
    @Bean
    MongoClientSettingsBuilderCustomizer durableWrites() {
        return settings -> settings.writeConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    @Bean
    ProducerConfigCustomizer outboxProducerConfig(OutboxProperties properties) {
        OutboxProperties.ProducerProperties producer = properties.producer();
        return (config, binding, destination) -> {
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, producer.maxBlock().toMillis());
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                    producer.requestTimeout().toMillis());
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                    producer.deliveryTimeout().toMillis());
            config.put(ProducerConfig.LINGER_MS_CONFIG, producer.linger().toMillis());
            config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, producer.compression());
            config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, producer.maxRequestSize());
        };
    }

    @Bean
    TopicCheck topicCheck(
            OutboxProperties properties,
            KafkaProperties kafka,
            ObjectProvider<KafkaConnectionDetails> connection,
            Environment environment) {
        Map<String, Object> admin = new HashMap<>(kafka.buildAdminProperties());
        admin.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        KafkaTopicProvisioner.normalalizeBootPropsWithBinder(admin, kafka, binder(kafka, connection, environment));
        return new TopicCheck(admin, properties.topics());
    }

    @Bean
    TopicReader topicReader(
            KafkaProperties kafka, ObjectProvider<KafkaConnectionDetails> connection, Environment environment) {
        return new TopicReader(binder(kafka, connection, environment).mergedConsumerConfiguration());
    }

    /** How the binder reaches the broker. */
    private static KafkaBinderConfigurationProperties binder(
            KafkaProperties kafka, ObjectProvider<KafkaConnectionDetails> connection, Environment environment) {
        return Binder.get(environment)
                .bindOrCreate(
                        "spring.cloud.stream.kafka.binder",
                        Bindable.ofInstance(new KafkaBinderConfigurationProperties(kafka, connection)));
    }

    @Bean
    StreamPublisher streamPublisher(
            StreamBridge bridge,
            BindingService bindings,
            TopicCheck check,
            GenericApplicationContext context,
            OutboxProperties properties,
            EventTraces traces) {
        return new StreamPublisher(
                bridge,
                bindings,
                check,
                context,
                properties.topics().keySet(),
                properties.producer().longestSend(),
                traces);
    }

    @Bean
    ProducerMessageHandlerCustomizer<KafkaProducerMessageHandler<?, ?>> outboxAnswers(
            ObjectProvider<StreamPublisher> publisher) {
        return (handler, destination) -> publisher.getObject().equip(handler, destination);
    }

    /** In place of the one that logs each failed record: the relay logs once that the broker is away. */
    @Bean
    ProducerListener<Object, Object> quietProducerListener() {
        return new ProducerListener<>() {};
    }

    @Bean
    OutboxBacklog outboxBacklog(OutboxProperties properties) {
        return new OutboxBacklog(properties.bound(), properties.retryAfter());
    }

    @Bean
    Outboxes outboxes(MongoOperations mongo, ObjectProvider<OutboxCollection> collections) {
        return new Outboxes(mongo, collections.stream().toList());
    }

    @Bean
    Clearer outboxClearer(Outboxes outboxes, OutboxBacklog backlog) {
        return new Clearer(outboxes, backlog);
    }

    @Bean
    OutboxRelay outboxRelay(
            Publisher publisher,
            Outboxes outboxes,
            Clearer clearer,
            OutboxBacklog backlog,
            OutboxProperties properties,
            ObjectProvider<MeterRegistry> registry) {
        OutboxMetrics metrics = new OutboxMetrics(registry.getIfAvailable(() -> Metrics.globalRegistry), backlog);
        return new OutboxRelay(publisher, outboxes, clearer, backlog, metrics, properties);
    }

    @Bean
    OutboxLifecycle outboxLifecycle(
            Outboxes outboxes,
            Publisher publisher,
            OutboxRelay relay,
            Clearer clearer,
            OutboxBacklog backlog,
            OutboxProperties properties) {
        Sweeper sweeper = new Sweeper(outboxes, relay, publisher, properties);
        BacklogCount count = new BacklogCount(outboxes, backlog, properties.sweepEvery());
        return new OutboxLifecycle(outboxes, publisher, relay, clearer, sweeper, count, properties);
    }

    /** For operators, where there is an actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class ForOperators {

        @Bean
        @ConditionalOnAvailableEndpoint
        OutboxEndpoint outboxEndpoint(Outboxes outboxes) {
            return new OutboxEndpoint(outboxes);
        }

        @Bean
        HealthIndicator outboxHealthIndicator(OutboxBacklog backlog) {
            return new OutboxHealthIndicator(backlog);
        }
    }
}
