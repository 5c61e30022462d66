package vn.bdhvs.outbox;

/**
 * The outbox of one aggregate on its way to the broker.
 *
 * @param collection name of the collection that holds the aggregate
 * @param aggregate the aggregate's {@code _id}
 */
record Handover(String collection, Object aggregate, Outbox outbox) {

    /** The same for each handover of the same entries, so that one process does not send them twice at a time. */
    String key() {
        return collection + " " + aggregate + " " + outbox.last();
    }
}
