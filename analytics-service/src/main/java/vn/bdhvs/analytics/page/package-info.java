/** The page's own files, and how they are served. */
@NullMarked
package vn.bdhvs.analytics.page;

import org.jspecify.annotations.NullMarked;
