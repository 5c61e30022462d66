package vn.bdhvs.analytics.ingest;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.analytics.journal.Origin;

/**
 * A partition that this instance reads, and what it knows of it. Changed by its consumer's thread only; shown to others.
 */
final class OpenPartition {

    private final TopicPartition partition;
    private final String topicId;

    private volatile long applied = Progress.NONE;
    private volatile long begin;
    private volatile long end;
    private volatile @Nullable String halted;
    private boolean matched;
    private @Nullable Integer leaderEpoch;
    private long lookedAgainAfter = Long.MIN_VALUE;
    private @Nullable ConsumerRecord<?, ?> lookedAgainFor;

    /**
     * @param topicId Kafka's id of the topic, with the incarnation in which the partition is read
     */
    OpenPartition(TopicPartition partition, String topicId) {
        this.partition = partition;
        this.topicId = topicId;
    }

    TopicPartition partition() {
        return partition;
    }

    String topicId() {
        return topicId;
    }

    /** Key in marks and progress. */
    String key() {
        return Origin.partitionKey(topicId, partition.partition());
    }

    /** The last offset that this instance knows to be applied. */
    long applied() {
        return applied;
    }

    void applied(long offset) {
        applied = offset;
    }

    /** Where the log began and ended (exclusively) when it was last looked at. */
    void log(long newBegin, long newEnd) {
        begin = newBegin;
        end = newEnd;
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    /** Records that lay beyond progress when the log was last looked at. */
    long lag() {
        return Math.max(0, end - Math.max(applied + 1, begin));
    }

    /** Why it stands still; null if it does not. */
    @Nullable
    String halted() {
        return halted;
    }

    void halt(@Nullable String reason) {
        halted = reason;
    }

    /** Whether the log was seen to hold, at progress, the very record that was applied last. */
    boolean isMatched() {
        return matched;
    }

    void matched(boolean now) {
        matched = now;
    }

    /** Whether records of another leader than before come next: a new leader may have lost the tail of its log. */
    boolean isOfAnotherLeader(@Nullable Integer epoch) {
        return leaderEpoch != null && epoch != null && !leaderEpoch.equals(epoch);
    }

    void leaderEpoch(@Nullable Integer epoch) {
        leaderEpoch = epoch;
    }

    /** Whether the log was read a second time after this offset, so that what it shows there is what it holds. */
    boolean wasLookedAtAgainAfter(long offset) {
        return lookedAgainAfter == offset;
    }

    void lookedAtAgainAfter(long offset) {
        lookedAgainAfter = offset;
    }

    /** Whether this very record made the log be looked at again: then its poll, tried again after a failure, shows nothing. */
    boolean wasLookedAtAgainFor(ConsumerRecord<?, ?> record) {
        return lookedAgainFor == record;
    }

    void lookedAtAgainFor(ConsumerRecord<?, ?> record) {
        lookedAgainFor = record;
    }
}
