/** Business time: the one clock that "today" is read from. */
@NullMarked
package vn.bdhvs.clock;

import org.jspecify.annotations.NullMarked;
