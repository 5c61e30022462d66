/** Comparing the figures with the journal, day by day, for ever; and mending what does not agree. */
@NullMarked
package vn.bdhvs.analytics.audit;

import org.jspecify.annotations.NullMarked;
