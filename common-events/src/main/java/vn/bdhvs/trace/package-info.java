/** Follows events from the request that made them to the screens that show them. */
@NullMarked
package vn.bdhvs.trace;

import org.jspecify.annotations.NullMarked;
