package vn.bdhvs.e2e.fault;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The group in which the analytics instances share the partitions, as the broker knows it. */
final class ConsumerGroup implements AutoCloseable {

    private static final String NAME = "analytics";
    private static final long PATIENCE_SECONDS = 20;

    private final Admin admin;

    ConsumerGroup(String brokers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** What each member reads, by the id that it was given when it joined. */
    Map<String, Set<TopicPartition>> assignment() {
        return ask(
                () -> admin
                        .describeConsumerGroups(Set.of(NAME))
                        .all()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .get(NAME)
                        .members()
                        .stream()
                        .collect(Collectors.toMap(
                                member -> member.consumerId(),
                                member -> member.assignment().topicPartitions(),
                                (one, other) -> one,
                                TreeMap::new)));
    }

    /** How many members read something. */
    long readers() {
        return assignment().values().stream()
                .filter(partitions -> !partitions.isEmpty())
                .count();
    }

    /** The offsets that the group has committed, which are for displays of lag only. */
    Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        ask(() -> admin.listConsumerGroupOffsets(NAME)
                        .partitionsToOffsetAndMetadata()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .forEach((partition, offset) -> committed.put(partition, offset == null ? -1 : offset.offset()));
        return committed;
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
