/** The campaign's catalogue for readers. */
@NullMarked
package vn.bdhvs.analytics.catalogue;

import org.jspecify.annotations.NullMarked;
