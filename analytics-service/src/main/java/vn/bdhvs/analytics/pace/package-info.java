/** Targets, how much of them is planned by when, and how far the campaign is. Said here and nowhere else. */
@NullMarked
package vn.bdhvs.analytics.pace;

import org.jspecify.annotations.NullMarked;
