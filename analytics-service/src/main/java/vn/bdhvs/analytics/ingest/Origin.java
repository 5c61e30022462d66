package vn.bdhvs.analytics.ingest;

/**
 * Where on Kafka a record lies. The topic's id tells a topic from one made again under the same name.
 *
 * @param topicId Kafka's own id of the topic, in its base64url form
 */
record Origin(String topicId, int partition, long offset) {

    /** Key of this origin's partition in marks and progress; holds neither a dot nor a dollar sign. */
    String partitionKey() {
        return partitionKey(topicId, partition);
    }

    static String partitionKey(String topicId, int partition) {
        return topicId + ":" + partition;
    }
}
