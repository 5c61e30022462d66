/** Rebuilding the figures from the journal, into a generation beside the live one, and switching to it. */
@NullMarked
package vn.bdhvs.analytics.rebuild;

import org.jspecify.annotations.NullMarked;
