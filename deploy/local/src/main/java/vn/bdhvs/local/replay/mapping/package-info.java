/**
 * The language of mappings: what a sheet's columns mean in the HTTP API. Knows files and rows, nothing of sending.
 */
@NullMarked
package vn.bdhvs.local.replay.mapping;

import org.jspecify.annotations.NullMarked;
