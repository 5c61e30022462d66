package vn.bdhvs.analytics.tally;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.clock.Rfc3339;

/**
 * Which minutes of a source are to be accepted as they are, and why. All fields must be there.
 *
 * @param source as GET lists it
 * @param from beginning of the first minute, business time, RFC 3339
 * @param until end of the last minute, business time, RFC 3339
 * @param reason what is understood of it, 1 to 500 characters
 */
record AcceptanceRequest(
        @Nullable String source,
        @Nullable String from,
        @Nullable String until,
        @Nullable String reason) {

    private static final int LONGEST_REASON = 500;

    /** The request as it can be acted on: {@code from} lies before {@code until}, and the reason is not blank. */
    record Checked(String source, Instant from, Instant until, String reason) {}

    /** @throws UnanswerableQuestion with 400 if a field is not what it has to be */
    Checked checked() {
        Instant begin = time("from", from);
        Instant end = time("until", until);
        if (!begin.isBefore(end)) {
            throw refused("until", "'until' must be later than 'from'");
        }
        String why = text("reason", reason);
        if (why.length() > LONGEST_REASON) {
            throw refused("reason", "'reason' has %d characters at most".formatted(LONGEST_REASON));
        }
        return new Checked(text("source", source), begin, end, why);
    }

    private static Instant time(String field, @Nullable String value) {
        try {
            return Rfc3339.time(text(field, value)).toInstant();
        } catch (DateTimeException e) {
            throw refused(field, "'%s' is a time with its offset, such as 2025-03-26T01:15:00Z".formatted(field));
        }
    }

    private static String text(String field, @Nullable String value) {
        return Optional.ofNullable(value)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> refused(field, "'%s' must be there".formatted(field)));
    }

    private static UnanswerableQuestion refused(String field, String detail) {
        return new UnanswerableQuestion(HttpStatus.BAD_REQUEST, field, detail);
    }
}
