/** Nil reports: "nothing today", said by a unit, which is not the same as its silence. */
@NullMarked
package vn.bdhvs.session.nil;

import org.jspecify.annotations.NullMarked;
