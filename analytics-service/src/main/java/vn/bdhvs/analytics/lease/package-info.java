/** Work that one instance at a time should do. */
@NullMarked
package vn.bdhvs.analytics.lease;

import org.jspecify.annotations.NullMarked;
