package vn.bdhvs.registration.volunteer;

import java.time.Instant;

/**
 * The volunteer's consent to the keeping of these data.
 *
 * @param textVersion which text was agreed to
 * @param givenAt when, to the millisecond
 */
record Consent(String textVersion, Instant givenAt) {}
