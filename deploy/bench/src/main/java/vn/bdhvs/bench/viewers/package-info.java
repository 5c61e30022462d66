/** A crowd that watches live figures, in a process of its own: it opens streams of server-sent events and times what comes. */
@NullMarked
package vn.bdhvs.bench.viewers;

import org.jspecify.annotations.NullMarked;
