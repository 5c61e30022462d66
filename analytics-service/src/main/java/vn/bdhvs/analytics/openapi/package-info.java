/** The description of the API for programs and people. */
@NullMarked
package vn.bdhvs.analytics.openapi;

import org.jspecify.annotations.NullMarked;
