/** Tells balancers and operators whether a service can do its work. */
@NullMarked
package vn.bdhvs.health;

import org.jspecify.annotations.NullMarked;
