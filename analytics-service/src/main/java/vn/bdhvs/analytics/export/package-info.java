/** Figures as files, for whoever goes on reckoning with them. */
@NullMarked
package vn.bdhvs.analytics.export;

import org.jspecify.annotations.NullMarked;
