/** What became of one report, for those who sent it. */
@NullMarked
package vn.bdhvs.analytics.receipt;

import org.jspecify.annotations.NullMarked;
