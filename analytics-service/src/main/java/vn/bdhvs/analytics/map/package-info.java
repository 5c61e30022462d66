/** The borders of units, as a file of the operator's draws them. */
@NullMarked
package vn.bdhvs.analytics.map;

import org.jspecify.annotations.NullMarked;
