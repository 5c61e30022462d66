/** Brings spreadsheets: sends the rows of a CSV file through the HTTP API, by a mapping, until each has an answer. */
@NullMarked
package vn.bdhvs.local.replay;

import org.jspecify.annotations.NullMarked;
