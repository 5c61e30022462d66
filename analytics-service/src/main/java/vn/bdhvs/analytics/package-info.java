/** Counts what the campaign does: Kafka to MongoDB projections to live dashboards. */
@NullMarked
package vn.bdhvs.analytics;

import org.jspecify.annotations.NullMarked;
