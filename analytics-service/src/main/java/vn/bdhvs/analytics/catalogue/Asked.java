package vn.bdhvs.analytics.catalogue;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import vn.bdhvs.analytics.pace.Period;
import vn.bdhvs.clock.Rfc3339;

/**
 * Reads the parameters of a question. One that cannot be understood gets a 400 that names it and says what could be;
 * one that was left out reads as null.
 */
public final class Asked {

    private Asked() {}

    /** A local day, e.g. {@code 2025-03-26}. */
    public static @Nullable LocalDate day(String field, @Nullable String value) {
        try {
            return value == null ? null : Rfc3339.day(value);
        } catch (DateTimeException e) {
            throw refused(field, "'%s' is not a day like 2025-03-26".formatted(value));
        }
    }

    /** The days from {@code from} to {@code to}, both included; where one was left out there is no bound. */
    public static Period period(@Nullable String from, @Nullable String to) {
        LocalDate first = day("from", from);
        LocalDate last = day("to", to);
        if (first != null && last != null && last.isBefore(first)) {
            throw refused("to", "%s is before %s, the first day that is asked for".formatted(last, first));
        }
        return new Period(first, last);
    }

    /** The moment from which on: the beginning of a local day, or a time with its offset. */
    public static @Nullable Instant from(String field, @Nullable String value, ZoneId zone) {
        return moment(field, value, zone, 0);
    }

    /** The moment before which: the end of a local day, or a time with its offset. */
    public static @Nullable Instant until(String field, @Nullable String value, ZoneId zone) {
        return moment(field, value, zone, 1);
    }

    private static @Nullable Instant moment(String field, @Nullable String value, ZoneId zone, int days) {
        if (value == null) {
            return null;
        }
        try {
            return value.length() > 10
                    ? Rfc3339.time(value).toInstant()
                    : Rfc3339.day(value).plusDays(days).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw refused(
                    field,
                    "'%s' is neither a day like 2025-03-26 nor a time with its offset like 2025-03-26T08:30:00+07:00"
                            .formatted(value));
        }
    }

    /** A moment of the past, as a time with its offset, e.g. {@code 2025-03-26T08:30:00+07:00}. */
    public static @Nullable Instant past(String field, @Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        try {
            Instant instant = Rfc3339.time(value).toInstant();
            if (!instant.isAfter(now)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw refused(field, "'%s' is not a time with its offset like 2025-03-26T08:30:00+07:00".formatted(value));
        }
        throw refused(field, "%s is still to come; it is %s now".formatted(value, now));
    }

    /** As {@link #past}, but it must be given. */
    public static Instant requiredPast(String field, @Nullable String value, Instant now) {
        Instant instant = past(field, value, now);
        if (instant == null) {
            throw refused(field, "it is missing; it must be a time with its offset like 2025-03-26T08:30:00+07:00");
        }
        return instant;
    }

    /** A whole number between two bounds, both included. */
    public static int number(String field, @Nullable String value, int standard, int least, int most) {
        if (value == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw refused(field, "'%s' is not a whole number from %d to %d".formatted(value, least, most));
    }

    /** One of some constants, by its name in lower case. */
    public static <E extends Enum<E>> E oneOf(String field, String value, E[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> nameOf(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> refused(
                        field,
                        "'%s' is not one of: %s"
                                .formatted(
                                        value,
                                        Arrays.stream(constants)
                                                .map(Asked::nameOf)
                                                .collect(Collectors.joining(", ")))));
    }

    /** Its name in questions and answers. */
    public static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static UnanswerableQuestion refused(String field, String detail) {
        return new UnanswerableQuestion(HttpStatus.BAD_REQUEST, field, detail);
    }
}
