/** The contract on Kafka: activity events in their CloudEvents envelope. */
@NullMarked
package vn.bdhvs.event;

import org.jspecify.annotations.NullMarked;
