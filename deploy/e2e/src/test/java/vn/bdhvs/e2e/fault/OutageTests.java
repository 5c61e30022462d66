package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** MongoDB or Kafka away for minutes while reports come: nothing is lost, rejected or doubled, and nobody has to help. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class OutageTests {

    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);
    private static final Duration CATCHING_UP = Duration.ofMinutes(2);
    private static final Duration UNTIL_IT_SHOWS = Duration.ofSeconds(30);
    private static final List<String> REJECTED = List.of("activity-rejected");

    private final Site site;
    private final Caller operator;

    OutageTests(Site site) {
        this.site = site;
        this.operator = site.caller("operations");
    }

    /** Seen red with an error handler that gives up after some tries: it committed what it had not applied. */
    @Test
    void catchesUpByItselfAfterMongoHasBeenDownThenMuteThenOutOfReach() {
        Service analytics = site.analytics();
        Map<String, Long> rejected = new ActivityLog(site.brokers()).ends(REJECTED);
        long pid = analytics.pid();
        try (CommandLoad load = site.load("district-726");
                ConsumerGroup group = new ConsumerGroup(site.brokers())) {
            load.start(4, 20);
            await("reports").atMost(ONE_MINUTE).until(() -> load.count(CommandLoad.Outcome.OK) > 50);

            site.analyticsStore().kill();
            assertNothingIsCommittedFor(ONE_MINUTE, group);
            site.analyticsStore().restart();
            analytics.store().mute();
            assertNothingIsCommittedFor(ONE_MINUTE, group);
            analytics.store().clear();
            analytics.store().away();
            assertNothingIsCommittedFor(ONE_MINUTE, group);
            analytics.store().back();
            load.stop();

            assertThat(load.count(CommandLoad.Outcome.OK)).isGreaterThan(3_000);
            assertThat(load.refusals()).isEmpty();
        }
        site.evidence().awaitRest(CATCHING_UP);
        site.evidence().require();
        assertThat(new ActivityLog(site.brokers()).ends(REJECTED)).isEqualTo(rejected);
        assertThat(analytics.pid()).isEqualTo(pid);
        await("the alarm to end").atMost(UNTIL_IT_SHOWS).until(() -> failingSeconds() == 0);
    }

    /** Sees the alarm too, and that the instance keeps its partitions meanwhile. */
    private void assertNothingIsCommittedFor(Duration duration, ConsumerGroup group) {
        long begin = System.nanoTime();
        await("the alarm").atMost(UNTIL_IT_SHOWS).until(() -> failingSeconds() > 0);
        Map<TopicPartition, Long> committed = group.committed();
        long members = group.readers();
        await("the end of the outage")
                .atMost(duration.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    assertThat(group.committed()).isEqualTo(committed);
                    assertThat(group.readers()).isEqualTo(members);
                    return System.nanoTime() - begin > duration.toNanos();
                });
        assertThat(failingSeconds()).isGreaterThan(20);
    }

    private double failingSeconds() {
        return operator.metric(site.analytics(), "ingest_failing_seconds").orElseThrow();
    }

    /** Seen red with a relay that clears what the broker did not acknowledge. */
    @Test
    void acceptsEveryCommandWhileKafkaIsAwayAndSendsThemAllAfterwards() {
        try (CommandLoad load = site.load("district-721")) {
            load.start(4, 20);
            await("reports").atMost(ONE_MINUTE).until(() -> load.count(CommandLoad.Outcome.OK) > 50);

            site.broker().kill();
            long before = load.count(CommandLoad.Outcome.OK);
            await("the end of the outage")
                    .atMost(THREE_MINUTES.multipliedBy(2))
                    .pollDelay(THREE_MINUTES)
                    .until(() -> true);
            assertThat(site.broker().isAlive()).isFalse();
            assertThat(outbox("outbox_pending")).isGreaterThan(1_000);
            assertThat(outbox("outbox_oldest_age_seconds")).isGreaterThan(120);
            assertThat(load.count(CommandLoad.Outcome.OK) - before).isGreaterThan(3_000);
            site.broker().restart();

            await("the outboxes to drain").atMost(CATCHING_UP).until(() -> outbox("outbox_pending") < 50);
            load.stop();
            assertThat(load.refusals()).isEmpty();
            assertThat(load.count(CommandLoad.Outcome.UNKNOWN)).isZero();
        }
        site.evidence().awaitRest(CATCHING_UP);
        await("the backlog to be counted again").atMost(UNTIL_IT_SHOWS).until(() -> outbox("outbox_pending") == 0);
        site.evidence().require();
    }

    private double outbox(String metric) {
        return operator.metric(site.session(), metric).orElseThrow();
    }
}
