/** Reports over HTTP: what the resources of all kinds of report share. */
@NullMarked
package vn.bdhvs.report.web;

import org.jspecify.annotations.NullMarked;
