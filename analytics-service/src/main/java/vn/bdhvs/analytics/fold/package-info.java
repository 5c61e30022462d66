/**
 * How events become figures, each once: contributions, the marks under which they are folded, and the progress up to
 * which a generation holds them, whether they come from Kafka or from the journal.
 */
@NullMarked
package vn.bdhvs.analytics.fold;

import org.jspecify.annotations.NullMarked;
