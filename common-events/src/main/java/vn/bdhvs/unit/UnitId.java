package vn.bdhvs.unit;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Identity of a unit. A code alone is none: of the units that began on 1 July 2025 each bears the code of one that ended
 * on that day, mostly under another name.
 *
 * @param code official code
 * @param validFrom first day on which the unit exists, local date
 */
public record UnitId(String code, LocalDate validFrom) {

    private static final char SEPARATOR = '@';

    /** As text, e.g. {@code 25750@2025-07-01}: safe in an address, in a field's value and beside slashes. */
    public String written() {
        return code + SEPARATOR + validFrom;
    }

    /** Whether a text has the form of an identity, and not that of a code alone. */
    public static boolean isWritten(String text) {
        return text.indexOf(SEPARATOR) >= 0;
    }

    /**
     * Reads {@link #written()} back.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static UnitId parse(String written) {
        int separator = written.indexOf(SEPARATOR);
        try {
            if (separator > 0) {
                return new UnitId(written.substring(0, separator), LocalDate.parse(written.substring(separator + 1)));
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "'%s' is not a unit's code and first day like 25750@2025-07-01".formatted(written));
    }
}
