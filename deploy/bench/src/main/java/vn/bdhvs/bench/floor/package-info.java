/** What an endpoint does at least that keeps what it is sent. */
@NullMarked
package vn.bdhvs.bench.floor;

import org.jspecify.annotations.NullMarked;
