package vn.bdhvs.local.kafka;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each service may do with Kafka, for a broker that asks who somebody is. Each writes its own topics and nobody else's,
 * and those that tell control totals read what they have told. A rejected record is put back on the topic where it came from, so that is left to a principal of its own, which analytics
 * uses for nothing else.
 */
public final class Grants {

    private static final long PATIENCE_SECONDS = 30;

    private static final List<String> SESSION = List.of("class-held", "citizen-assisted", "nil-reported");
    private static final List<String> REGISTRATION = List.of("volunteer-registered");
    private static final List<String> ACTIVITY =
            Stream.concat(REGISTRATION.stream(), SESSION.stream()).toList();

    private static final String TALLY = "source-tally";
    private static final String REJECTED = "activity-rejected";
    private static final String CHANGED = "figures-changed";

    private Grants() {}

    /** All of them. */
    public static List<AclBinding> all() {
        return Stream.of(
                        writes("registration", REGISTRATION),
                        writes("registration", List.of(TALLY)),
                        reads("registration", List.of(TALLY)),
                        writes("session", SESSION),
                        writes("session", List.of(TALLY)),
                        reads("session", List.of(TALLY)),
                        reads("analytics", ACTIVITY),
                        reads("analytics", List.of(TALLY, REJECTED, CHANGED)),
                        writes("analytics", List.of(REJECTED, CHANGED)),
                        Stream.of(
                                grant(
                                        "analytics",
                                        ResourceType.GROUP,
                                        "analytics",
                                        PatternType.LITERAL,
                                        AclOperation.READ),
                                // Each instance listens by itself to what all are to hear.
                                grant(
                                        "analytics",
                                        ResourceType.GROUP,
                                        "anonymous.",
                                        PatternType.PREFIXED,
                                        AclOperation.READ)),
                        writes("redrive", ACTIVITY))
                .flatMap(grants -> grants)
                .toList();
    }

    private static Stream<AclBinding> writes(String principal, List<String> topics) {
        return onTopics(principal, topics, AclOperation.WRITE);
    }

    private static Stream<AclBinding> reads(String principal, List<String> topics) {
        return onTopics(principal, topics, AclOperation.READ);
    }

    /** Who may read or write a topic may also ask what it is like. */
    private static Stream<AclBinding> onTopics(String principal, List<String> topics, AclOperation operation) {
        return topics.stream()
                .map(topic -> grant(principal, ResourceType.TOPIC, topic, PatternType.LITERAL, operation));
    }

    private static AclBinding grant(
            String principal, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }

    /**
     * Gives them, for good, and returns when the broker knows of them. Those that were given before stay.
     *
     * @param admin of somebody who may
     * @throws IllegalStateException if the broker does not do so within half a minute
     */
    public static void give(Admin admin) {
        try {
            admin.createAcls(all()).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!known(admin).containsAll(all())) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the broker does not come to know of the rights");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while giving rights", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the rights could not be given", e);
        }
    }

    private static Collection<AclBinding> known(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.describeAcls(AclBindingFilter.ANY).values().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
