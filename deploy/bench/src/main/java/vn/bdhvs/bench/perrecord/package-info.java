/** What most teams would write: a Spring Cloud Stream consumer that takes one record after the other. */
@NullMarked
package vn.bdhvs.bench.perrecord;

import org.jspecify.annotations.NullMarked;
