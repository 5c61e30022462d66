/** How much one caller may ask for, so that there is enough left for the others. */
@NullMarked
package vn.bdhvs.limit;

import org.jspecify.annotations.NullMarked;
