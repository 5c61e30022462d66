/** Demo traffic: made-up reports from real places. */
@NullMarked
package vn.bdhvs.local.demo;

import org.jspecify.annotations.NullMarked;
