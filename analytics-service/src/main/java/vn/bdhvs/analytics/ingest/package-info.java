/** From Kafka into the journal and the figures, each event once. */
@NullMarked
package vn.bdhvs.analytics.ingest;

import org.jspecify.annotations.NullMarked;
