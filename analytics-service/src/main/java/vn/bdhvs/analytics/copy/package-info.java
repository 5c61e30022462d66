/** The words of the page, in its languages. */
@NullMarked
package vn.bdhvs.analytics.copy;

import org.jspecify.annotations.NullMarked;
