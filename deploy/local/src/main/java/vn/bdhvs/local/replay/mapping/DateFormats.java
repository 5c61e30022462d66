package vn.bdhvs.local.replay.mapping;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a sheet writes dates; ISO 8601 unless the mapping says otherwise. 31/02 is no date, never the 28th. */
final class DateFormats {

    private static final DateFormats ISO = new DateFormats(
            List.of("2025-03-26", "2025-03-26T08:00:00", "2025-03-26T08:00:00+07:00"),
            Stream.of("uuuu-MM-dd", "uuuu-MM-dd['T'][' ']HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS]][XXX]")
                    .map(DateFormats::formatter)
                    .toList());

    private final List<String> shown;
    private final List<DateTimeFormatter> formatters;

    private DateFormats(List<String> shown, List<DateTimeFormatter> formatters) {
        this.shown = shown;
        this.formatters = formatters;
    }

    /** Those of the key {@code formats}, or ISO 8601. */
    static DateFormats read(Section section) {
        if (section.get("formats") == null) {
            return ISO;
        }
        List<String> patterns = section.texts("formats");
        try {
            return new DateFormats(
                    patterns, patterns.stream().map(DateFormats::formatter).toList());
        } catch (IllegalArgumentException e) {
            throw new MappingError(
                    section.path("formats"),
                    "%s are not all patterns such as dd/MM/yyyy or dd/MM/yyyy HH:mm (M is a month, m a minute)"
                            .formatted(patterns));
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        // The year of an era (y) would need the era to be strict about days.
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** An {@link OffsetDateTime}, a {@link LocalDateTime} or a {@link LocalDate}; null if the text is none of them. */
    @Nullable
    TemporalAccessor parse(String text) {
        for (DateTimeFormatter formatter : formatters) {
            try {
                return formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            } catch (DateTimeParseException e) {
                // Perhaps the next.
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return String.join(" or ", shown);
    }
}
