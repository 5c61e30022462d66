/** Assists: citizens who were helped with a digital service. */
@NullMarked
package vn.bdhvs.session.assist;

import org.jspecify.annotations.NullMarked;
