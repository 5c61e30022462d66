package vn.bdhvs.outbox;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events leave this service. All durations are real time.
 *
 * @param topics the topics it publishes to, each with the partitions it must have at least
 * @param bound pending aggregates, over all instances, from which on commands are refused
 * @param retryAfter what a refused sender is told
 * @param sweepEvery pause between two looks for what was left behind, and between two counts of what waits
 * @param lease for how long a claim keeps other sweepers away
 * @param batch aggregates claimed at a time, of each collection
 * @param queue aggregates that may wait in memory; more are left to the sweeper
 * @param inFlight aggregates sent and not yet acknowledged
 * @param drain how long a shutdown waits for what is queued
 */
@Validated
@ConfigurationProperties("outbox")
record OutboxProperties(
        @NotEmpty Map<String, @Positive Integer> topics,
        @DefaultValue("100000") @Positive long bound,
        @DefaultValue("15s") Duration retryAfter,
        @DefaultValue("5s") Duration sweepEvery,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("500") @Positive int batch,
        @DefaultValue("5000") @Positive int queue,
        @DefaultValue("2000") @Positive int inFlight,
        @DefaultValue("5s") Duration drain,
        @DefaultValue ProducerProperties producer) {

    /**
     * The Kafka producer. {@code acks=all} and idempotence are not options: an entry is cleared on the broker's word.
     *
     * @param maxBlock longest wait for metadata or for room in the buffer
     * @param requestTimeout longest wait for the answer to one request
     * @param deliveryTimeout longest wait for an ack, retries included
     * @param linger wait for a batch to fill
     * @param compression Kafka {@code compression.type}
     * @param maxRequestSize largest record, in bytes; a larger event is parked
     */
    record ProducerProperties(
            @DefaultValue("2s") Duration maxBlock,
            @DefaultValue("5s") Duration requestTimeout,
            @DefaultValue("15s") Duration deliveryTimeout,
            @DefaultValue("5ms") Duration linger,
            @DefaultValue("lz4") String compression,
            @DefaultValue("1000000") @Positive int maxRequestSize) {

        /** By then the producer itself has answered, if it is alive. */
        Duration longestSend() {
            return maxBlock.plus(deliveryTimeout).plus(requestTimeout);
        }
    }
}
