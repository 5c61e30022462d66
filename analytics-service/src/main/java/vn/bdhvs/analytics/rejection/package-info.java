/** The read model of records that could not be counted, for those who mend what sent them. */
@NullMarked
package vn.bdhvs.analytics.rejection;

import org.jspecify.annotations.NullMarked;
