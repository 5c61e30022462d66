/** The read model of figures: one document a unit and local day, and the queries that roll it up. */
@NullMarked
package vn.bdhvs.analytics.figures;

import org.jspecify.annotations.NullMarked;
