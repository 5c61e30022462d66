/** Logging in: sessions that any instance knows, and rights that are asked for again while they last. */
@NullMarked
package vn.bdhvs.analytics.login;

import org.jspecify.annotations.NullMarked;
