/** Assists over HTTP. */
@NullMarked
package vn.bdhvs.session.assist.web;

import org.jspecify.annotations.NullMarked;
