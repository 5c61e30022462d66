/** Classes held and assists given: takes the reports of districts and publishes them. */
@NullMarked
package vn.bdhvs.session;

import org.jspecify.annotations.NullMarked;
