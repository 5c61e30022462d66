/** Puts rejected records back on the topics that they came from, where they are judged again. */
@NullMarked
package vn.bdhvs.analytics.redrive;

import org.jspecify.annotations.NullMarked;
