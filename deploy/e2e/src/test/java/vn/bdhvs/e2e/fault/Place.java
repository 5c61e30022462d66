package vn.bdhvs.e2e.fault;

/**
 * Where a record lies on Kafka. The topic's id is part of it: a topic made again under its name begins at 0 once more.
 *
 * @param topicId Kafka's own id of the topic, in its base64url form
 */
record Place(String topicId, int partition, long offset) {

    /** The partition, as marks and progress name it. */
    String partitionKey() {
        return topicId + ":" + partition;
    }

    /** As origins are written. */
    @Override
    public String toString() {
        return partitionKey() + ":" + offset;
    }
}
