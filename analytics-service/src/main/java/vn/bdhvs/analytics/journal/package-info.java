/** The accepted events as they are kept: what figures, receipts and audits can be traced back to. */
@NullMarked
package vn.bdhvs.analytics.journal;

import org.jspecify.annotations.NullMarked;
