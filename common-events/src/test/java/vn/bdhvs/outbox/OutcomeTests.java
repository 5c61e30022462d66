package vn.bdhvs.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class OutcomeTests {

    private static final PendingEvent EVENT = new PendingEvent("e", "topic", "key", Map.of(), new byte[0]);

    @Test
    void whatPassesWithTheBrokerMakesEverythingWait() {
        List.of(
                        new org.apache.kafka.common.errors.TimeoutException("no answer"),
                        new NotEnoughReplicasException("min.insync.replicas"),
                        new UnknownTopicOrPartitionException("deleted"))
                .forEach(failure -> assertThat(outcome(failure))
                        .matches(Outcome::isBrokerAway)
                        .matches(outcome -> !outcome.isHopeless() && !outcome.isProducerInDoubt()));
    }

    /** Each event was taken to be refused for itself, and was tried again by a producer that had failed for good. */
    @Test
    void whatHasToDoWithTheWholeProducerMakesEverythingWaitForANewOne() {
        List.of(
                        new ClusterAuthorizationException("no idempotent writes"),
                        new SaslAuthenticationException("wrong password"),
                        new KafkaException("the producer is in an error state"),
                        new IllegalStateException("closed"),
                        new NoClassDefFoundError("codec"),
                        new TimeoutException("never answered"))
                .forEach(failure -> assertThat(outcome(failure))
                        .matches(Outcome::isBrokerAway)
                        .matches(Outcome::isProducerInDoubt)
                        .matches(outcome -> !outcome.isHopeless()));
    }

    @Test
    void whatIsRefusedToOneEventOrTopicMakesThatWait() {
        List.of(new TopicAuthorizationException("topic"), new UnknownServerException("?"))
                .forEach(failure -> assertThat(outcome(failure))
                        .matches(outcome ->
                                !outcome.isBrokerAway() && !outcome.isHopeless() && !outcome.isAcknowledged()));
    }

    /** Of the last two the sender made a broker that is away, over and over, and nothing else was sent. */
    @Test
    void whatLiesInTheEventIsHopeless() {
        List.of(
                        new RecordTooLargeException("large"),
                        new InvalidTopicException("?"),
                        new InvalidRecordException("?"),
                        new NullPointerException("header"),
                        new IllegalArgumentException("partition"))
                .forEach(failure -> assertThat(outcome(failure))
                        .matches(Outcome::isHopeless)
                        .matches(outcome -> !outcome.isBrokerAway()));
    }

    private static Outcome outcome(Throwable failure) {
        return new Outcome(EVENT, new IllegalStateException("wrapped", failure));
    }
}
