/** Control totals: whether all that the sources say they have sent has arrived. */
@NullMarked
package vn.bdhvs.analytics.tally;

import org.jspecify.annotations.NullMarked;
