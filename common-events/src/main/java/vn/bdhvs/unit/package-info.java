/** The register of administrative units: who may report, and whom a figure adds up to. */
@NullMarked
package vn.bdhvs.unit;

import org.jspecify.annotations.NullMarked;
