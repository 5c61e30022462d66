package vn.bdhvs.clock;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;

/**
 * Reads times and days as RFC 3339 has them, with years of four digits. The parsers of {@code java.time} also take years
 * that no zone, calendar day or database can hold, and what reads them on then fails far from their sender.
 */
public final class Rfc3339 {

    private static final int LAST_YEAR = 9999;

    private Rfc3339() {}

    /**
     * A time with its offset.
     *
     * @throws DateTimeException if it is none
     */
    public static OffsetDateTime time(String text) {
        return plausible(OffsetDateTime.parse(text));
    }

    /**
     * A day of the calendar.
     *
     * @throws DateTimeException if it is none
     */
    public static LocalDate day(String text) {
        return plausible(LocalDate.parse(text));
    }

    /**
     * The same time or day, which someone else has read.
     *
     * @throws DateTimeException if its year does not lie between 1 and 9999
     */
    public static <T extends Temporal> T plausible(T read) {
        int year = read.get(ChronoField.YEAR);
        if (year < 1 || year > LAST_YEAR) {
            throw new DateTimeException("the year %d is none of 0001 to 9999".formatted(year));
        }
        return read;
    }
}
