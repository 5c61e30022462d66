package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An analytics instance whose consumers join and leave the group without rest, reading and counting while they are in
 * it: the worst neighbour that another instance can have.
 */
@Tag("faults")
@ExtendWith(SharedSite.class)
class RestlessGroupTests {

    private static final String PROTOCOL =
            "--spring.cloud.stream.kafka.bindings.activities-in-0.consumer.configuration.group.protocol=";
    private static final String BINDINGS = "--management.endpoints.web.exposure.include=health,prometheus,bindings";
    private static final Duration LONG = Duration.ofMinutes(Integer.getInteger("restless.minutes", 5));
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Within which something has to be counted, come and go who may. */
    private static final Duration PROGRESS = Duration.ofSeconds(20);

    /** Seen red when what an instance knew of a partition outlived its loss, and the others' progress looked like damage. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void goesOnCountingWhileAnInstanceJoinsOrLeavesEveryThreeSeconds(String protocol, Site site) {
        site.analytics().stop();
        site.analytics().start(PROTOCOL + protocol);
        Service restless = site.addAnalytics(PROTOCOL + protocol, BINDINGS);
        site.analytics().awaitReady();
        restless.awaitReady();
        Set<String> members = new HashSet<>();
        int turns = 0;
        try (ConsumerGroup group = new ConsumerGroup(site.brokers());
                CommandLoad load = site.load("district-723")) {
            load.start(4, 20);
            long begin = System.nanoTime();
            long counted = counted(site);
            long countedAt = begin;
            while (System.nanoTime() - begin < LONG.toNanos()) {
                turn(site, restless, turns++ % 2 == 0 ? "STOPPED" : "STARTED");
                long turnBegin = System.nanoTime();
                await().pollInterval(Duration.ofMillis(500)).atMost(SOON).until(() -> {
                    members.addAll(group.assignment().keySet());
                    return System.nanoTime() - turnBegin > TURN.toNanos();
                });
                long now = counted(site);
                if (now > counted) {
                    counted = now;
                    countedAt = System.nanoTime();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - countedAt))
                        .as("time in which nothing was counted, turn %d", turns)
                        .isLessThan(PROGRESS);
            }
            load.stop();
            assertThat(load.count(CommandLoad.Outcome.OK)).isGreaterThan(LONG.toSeconds() * 15);
        }
        // Each return is a new member, of two consumers.
        assertThat(members).hasSizeGreaterThan(turns / 2);
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }

    /** Has the instance's consumers leave, or join again. */
    private static void turn(Site site, Service instance, String state) {
        int status = site.caller("operations")
                .post(
                        instance.management() + "/actuator/bindings/activities-in-0",
                        "{\"state\":\"%s\"}".formatted(state))
                .statusCode();
        assertThat(status).isEqualTo(204);
    }

    /** How many events have been folded, past all queries. */
    private static long counted(Site site) {
        return site.evidence().store().progress().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
