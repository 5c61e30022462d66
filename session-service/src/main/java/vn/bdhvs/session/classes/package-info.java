/** Classes that were held. */
@NullMarked
package vn.bdhvs.session.classes;

import org.jspecify.annotations.NullMarked;
