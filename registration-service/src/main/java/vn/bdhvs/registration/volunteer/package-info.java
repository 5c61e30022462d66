/**
 * Volunteers who joined a team, and what they may ask for of what is held about them. Their names and phone numbers stay
 * in this service's own database, sealed.
 */
@NullMarked
package vn.bdhvs.registration.volunteer;

import org.jspecify.annotations.NullMarked;
