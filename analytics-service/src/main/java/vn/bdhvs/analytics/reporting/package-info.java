/** Who has reported on a day and who has not. */
@NullMarked
package vn.bdhvs.analytics.reporting;

import org.jspecify.annotations.NullMarked;
