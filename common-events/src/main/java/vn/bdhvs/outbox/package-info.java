/** Events that wait inside the aggregate that yielded them until the broker has acknowledged them. */
@NullMarked
package vn.bdhvs.outbox;

import org.jspecify.annotations.NullMarked;
