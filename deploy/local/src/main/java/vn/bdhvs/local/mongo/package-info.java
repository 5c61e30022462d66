/** A MongoDB-wire server in this process: documents in one file, durable before a write is answered. */
@NullMarked
package vn.bdhvs.local.mongo;

import org.jspecify.annotations.NullMarked;
