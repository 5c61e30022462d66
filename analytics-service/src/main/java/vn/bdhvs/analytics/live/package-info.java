/** Pushes the figures that moved to every open screen. */
@NullMarked
package vn.bdhvs.analytics.live;

import org.jspecify.annotations.NullMarked;
