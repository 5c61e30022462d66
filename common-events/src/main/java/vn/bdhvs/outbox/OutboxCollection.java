package vn.bdhvs.outbox;

/**
 * A service declares, as a bean, each collection whose documents embed an {@link Outbox}; the sweeper looks after it.
 *
 * @param name name of the MongoDB collection
 */
public record OutboxCollection(String name) {}
