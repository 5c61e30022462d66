/** Where Kafka is, for those who talk to it beside the binder. */
@NullMarked
package vn.bdhvs.analytics.kafka;

import org.jspecify.annotations.NullMarked;
