/**
 * Reports from clients, whatever they report: accepted once, durably, with their event, one at a time or by the batch;
 * corrected, taken back and found again. A service adds its own kinds of report.
 */
@NullMarked
package vn.bdhvs.report;

import org.jspecify.annotations.NullMarked;
