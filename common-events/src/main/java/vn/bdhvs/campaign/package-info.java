/** The campaign as data: codes, labels, phases and targets, and the check of an activity against them. */
@NullMarked
package vn.bdhvs.campaign;

import org.jspecify.annotations.NullMarked;
