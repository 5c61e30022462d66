/** Who may call what. */
@NullMarked
package vn.bdhvs.analytics.security;

import org.jspecify.annotations.NullMarked;
