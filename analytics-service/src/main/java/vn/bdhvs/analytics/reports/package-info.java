/** Reports, as the services keep them that took them in: looked at, corrected and taken back from the dashboard. */
@NullMarked
package vn.bdhvs.analytics.reports;

import org.jspecify.annotations.NullMarked;
