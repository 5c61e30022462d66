package vn.bdhvs.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import vn.bdhvs.local.TestPlatform;

/** Against a real group, with a listener as the binder's: Spring Kafka asks for its positions. */
class PlacedConsumerTests {

    private static final int PARTITIONS = 8;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String topic = "placed-" + UUID.randomUUID();
    private final String group = "group-of-" + topic;
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", TestPlatform.brokers()));

    @BeforeEach
    void fill() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get(20, TimeUnit.SECONDS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestPlatform.brokers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, new byte[0], new byte[0]));
            }
        }
    }

    @AfterEach
    void remove() throws Exception {
        admin.deleteTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
        admin.close();
    }

    /** Seen red with a consumer as it comes: it waited for 60 s. The classic protocol does not assign in between polls. */
    @Test
    void leavesAtOnceThoughPartitionsAreBeingAssignedToIt() throws Exception {
        Member other = new Member();
        Member leaving = new Member();
        other.container.start();
        leaving.container.start();
        try {
            await().atMost(SOON).until(() -> !leaving.read.isEmpty() && !other.read.isEmpty());
            CountDownLatch busy = new CountDownLatch(1);
            leaving.busy = busy;
            // It is given all partitions while it is busy, and told to leave before it has learnt of them.
            other.container.stop();
            await().atMost(SOON).until(() -> given(members()) == PARTITIONS);
            CompletableFuture<Void> left = new CompletableFuture<>();
            leaving.container.stop(() -> left.complete(null));
            busy.countDown();
            assertThat(left).succeedsWithin(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(5)).until(() -> members().isEmpty());
        } finally {
            leaving.busy.countDown();
            other.container.stop();
            leaving.container.stop();
        }
    }

    private Collection<MemberDescription> members() throws Exception {
        return admin.describeConsumerGroups(List.of(group))
                .all()
                .get(20, TimeUnit.SECONDS)
                .get(group)
                .members();
    }

    /** How many partitions the only member is to have; 0 while there is another. */
    private static int given(Collection<MemberDescription> members) {
        return members.size() != 1
                ? 0
                : members.iterator()
                        .next()
                        .targetAssignment()
                        .orElseThrow()
                        .topicPartitions()
                        .size();
    }

    /** A consumer as the binder has it, which places what it is assigned. */
    private final class Member {

        private final Set<TopicPartition> read = ConcurrentHashMap.newKeySet();
        private final KafkaMessageListenerContainer<byte[], byte[]> container;
        private volatile CountDownLatch busy = new CountDownLatch(0);

        Member() {
            DefaultKafkaConsumerFactory<byte[], byte[]> consumers = new DefaultKafkaConsumerFactory<>(
                    Map.of(
                            "bootstrap.servers",
                            TestPlatform.brokers(),
                            "group.protocol",
                            "consumer",
                            "auto.offset.reset",
                            "earliest",
                            "enable.auto.commit",
                            false),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumers.addPostProcessor(PlacedConsumer::of);
            ContainerProperties properties = new ContainerProperties(topic);
            properties.setGroupId(group);
            properties.setIdleEventInterval(100L);
            properties.setMessageListener(new Listener());
            properties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                    partitions.forEach(partition -> consumer.seek(partition, 0));
                }
            });
            container = new KafkaMessageListenerContainer<>(consumers, properties);
            container.setBeanName("member");
        }

        private final class Listener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {

            @Override
            public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
                records.forEach(record -> read.add(new TopicPartition(record.topic(), record.partition())));
            }

            @Override
            public void onIdleContainer(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
                try {
                    busy.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
