/** Control totals: what a source says that it has sent, told apart from what has arrived. */
@NullMarked
package vn.bdhvs.tally;

import org.jspecify.annotations.NullMarked;
