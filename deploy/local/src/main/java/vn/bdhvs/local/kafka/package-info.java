/** Apache Kafka itself in this process. */
@NullMarked
package vn.bdhvs.local.kafka;

import org.jspecify.annotations.NullMarked;
