/** The activities behind a figure. */
@NullMarked
package vn.bdhvs.analytics.explain;

import org.jspecify.annotations.NullMarked;
