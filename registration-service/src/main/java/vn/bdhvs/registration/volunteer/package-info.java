/** Volunteers who joined a team. Their names and phone numbers stay in this service's own database. */
@NullMarked
package vn.bdhvs.registration.volunteer;

import org.jspecify.annotations.NullMarked;
