package vn.bdhvs.local.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the contract, made by the deploy layer; the services refuse to start where one is missing. */
public final class Topics {

    private static final String FOREVER = "-1";
    /** A rejected record has its reason with it, so it may be larger than any that was taken. */
    private static final String TWO_MIB = String.valueOf(2 << 20);

    private static final String HOUR = String.valueOf(Duration.ofHours(1).toMillis());
    private static final String TEN_MINUTES =
            String.valueOf(Duration.ofMinutes(10).toMillis());
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration POLL = Duration.ofMillis(100);

    private static final List<NewTopic> ALL = List.of(
            activity("volunteer-registered"),
            activity("class-held"),
            activity("citizen-assisted"),
            activity("nil-reported"),
            topic("activity-rejected", 3, Map.of("retention.ms", FOREVER, "max.message.bytes", TWO_MIB)),
            topic("source-tally", 1, Map.of("cleanup.policy", "compact")),
            topic("figures-changed", 1, Map.of("retention.ms", HOUR, "segment.ms", TEN_MINUTES)));

    private Topics() {}

    /** The log of activity: kept, and stamped by the broker, so that it says when something arrived. */
    private static NewTopic activity(String name) {
        return topic(
                name,
                12,
                Map.of(
                        "cleanup.policy", "delete",
                        "message.timestamp.type", "LogAppendTime",
                        "retention.ms", FOREVER));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    /**
     * Makes the topics that are not there yet; the others are left as they are.
     *
     * @throws IllegalStateException if the broker does not do so within half a minute
     */
    public static void create(String brokers) {
        create(brokers, Map.of());
    }

    /** As {@link #create(String)}, with further settings of the client, such as who it is. */
    public static void create(String brokers, Map<String, String> client) {
        create(brokers, client, 1);
    }

    /** As {@link #create(String)}, on several brokers, when all of them are there: else there is no place for replicas. */
    static void create(Quorum quorum) {
        create(quorum.brokers(), Map.of(), quorum.size());
    }

    private static void create(String brokers, Map<String, String> client, int size) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        try (Admin admin = Admin.create(settings)) {
            Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = ALL.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            if (missing.isEmpty()) {
                return;
            }
            awaitNodes(admin, size);
            admin.createTopics(missing).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics", e);
        } catch (ExecutionException | TimeoutException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("the topics could not be made at " + brokers, e);
            }
        }
    }

    private static void awaitNodes(Admin admin, int size)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (admin.describeCluster()
                        .nodes()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .size()
                < size) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("fewer than %d brokers are up".formatted(size));
            }
            Thread.sleep(POLL.toMillis());
        }
    }
}
