/** What screens tell of themselves. */
@NullMarked
package vn.bdhvs.analytics.screen;

import org.jspecify.annotations.NullMarked;
