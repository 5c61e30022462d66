package vn.bdhvs.registration.volunteer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The volunteer's consent to the keeping of these data.
 *
 * @param purpose what it allows the data to be used for; null if it is older than purposes
 * @param textVersion which text was agreed to
 * @param givenAt when, to the millisecond
 */
record Consent(@Nullable String purpose, String textVersion, Instant givenAt) {}
