package vn.bdhvs.local.replay.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns what a sheet says about a time into an RFC 3339 time, perhaps of another year: first the shift, then the wrap,
 * both by whole days, so that the time of day stays what it was.
 */
final class Moments {

    /** That of the campaign. */
    private static final String USUAL_ZONE = "Asia/Ho_Chi_Minh";

    private record Wrap(LocalDate from, int days) {

        LocalDate into(LocalDate day) {
            return from.plusDays(Math.floorMod(ChronoUnit.DAYS.between(from, day), days));
        }
    }

    private final DateFormats formats;
    private final ZoneId zone;
    private final @Nullable LocalTime at;
    private final int shiftDays;
    private final @Nullable Wrap wrap;

    private Moments(DateFormats formats, ZoneId zone, @Nullable LocalTime at, int shiftDays, @Nullable Wrap wrap) {
        this.formats = formats;
        this.zone = zone;
        this.at = at;
        this.shiftDays = shiftDays;
        this.wrap = wrap;
    }

    static Moments read(Section field) {
        JsonNode wrap = field.get("wrap");
        return new Moments(
                DateFormats.read(field),
                zone(field),
                field.get("at") == null ? null : timeOfDay(field),
                field.integer("shiftDays", 0),
                wrap == null ? null : wrap(Section.of(field.path("wrap"), wrap, List.of("from", "days"))));
    }

    private static Wrap wrap(Section wrap) {
        wrap.required("days");
        int days = wrap.integer("days", 0);
        if (days < 1) {
            throw new MappingError(wrap.path("days"), "must be 1 or more");
        }
        return new Wrap(wrap.date("from"), days);
    }

    private static ZoneId zone(Section field) {
        try {
            return ZoneId.of(field.text("zone", USUAL_ZONE));
        } catch (DateTimeException e) {
            throw new MappingError(field.path("zone"), "must be a time zone such as " + USUAL_ZONE);
        }
    }

    private static LocalTime timeOfDay(Section field) {
        try {
            return LocalTime.parse(field.text("at"));
        } catch (DateTimeParseException e) {
            throw new MappingError(field.path("at"), "must be a quoted time of day such as \"09:00\"");
        }
    }

    Outcome of(String text) {
        TemporalAccessor parsed = formats.parse(text);
        LocalDateTime local;
        if (parsed instanceof OffsetDateTime exact) {
            local = exact.atZoneSameInstant(zone).toLocalDateTime();
        } else if (parsed instanceof LocalDateTime dateTime) {
            local = dateTime;
        } else if (!(parsed instanceof LocalDate date)) {
            return new Outcome.Reject("'%s' is not a time written as %s".formatted(text, formats));
        } else if (at == null) {
            return new Outcome.Reject("'%s' has no time of day, and the mapping gives none (at)".formatted(text));
        } else {
            local = date.atTime(at);
        }
        LocalDate day = local.toLocalDate().plusDays(shiftDays);
        LocalDateTime moved = LocalDateTime.of(wrap == null ? day : wrap.into(day), local.toLocalTime());
        return new Outcome.Use(moved.atZone(zone).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }
}
