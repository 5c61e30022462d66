/** Who did what that is not everyday: corrections, rebuilds, logins. Only ever appended to. */
@NullMarked
package vn.bdhvs.access;

import org.jspecify.annotations.NullMarked;
