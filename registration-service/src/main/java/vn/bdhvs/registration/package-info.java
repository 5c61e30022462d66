/** Volunteers: takes their registration and publishes it without any personal data. */
@NullMarked
package vn.bdhvs.registration;

import org.jspecify.annotations.NullMarked;
