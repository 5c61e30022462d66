package vn.bdhvs.report.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.clock.Rfc3339;
import vn.bdhvs.report.Finding;
import vn.bdhvs.web.RefusedRequest;

/**
 * What a list is asked for, as it stands in the query of the URL. Days are local days of the campaign's zone on which the
 * reports were done, both included.
 */
public record ListQuery(
        @Parameter(description = "your own name for a report: the answer holds that one, or none") @Nullable
        String clientReference,

        @Parameter(description = "code of a unit, with all that lies below it; else all of yours") @Nullable
        String unit,

        @Parameter(description = "first local day on which they were done, e.g. 2025-03-01") @Nullable
        String from,

        @Parameter(description = "last local day, included") @Nullable
        String to,

        @Parameter(
                description = "most on a page, 100 unless told",
                schema = @Schema(type = "integer", minimum = "1", maximum = "500"))
        @Nullable
        String limit,

        @Parameter(description = "the 'next' of the page before, unchanged") @Nullable
        String cursor) {

    private static final int USUAL = 100;
    private static final int MOST = 500;

    Finding.Wanted wanted() {
        List<Violation> violations = new ArrayList<>();
        Finding.Wanted wanted = new Finding.Wanted(
                unit, day("from", from, violations), day("to", to, violations), after(violations), limit(violations));
        if (!violations.isEmpty()) {
            throw RefusedRequest.invalid(violations);
        }
        return wanted;
    }

    private static @Nullable LocalDate day(String field, @Nullable String day, List<Violation> violations) {
        try {
            return day == null ? null : Rfc3339.day(day);
        } catch (DateTimeException e) {
            violations.add(Violation.of("wrong-format", field, "'%s' must be a day, e.g. 2025-03-26".formatted(field)));
            return null;
        }
    }

    private int limit(List<Violation> violations) {
        try {
            int number = limit == null ? USUAL : Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        violations.add(
                Violation.of("out-of-range", "limit", "'limit' must be a whole number from 1 to %d".formatted(MOST)));
        return USUAL;
    }

    private @Nullable String after(List<Violation> violations) {
        try {
            return cursor == null ? null : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            violations.add(Violation.of(
                    "wrong-format", "cursor", "'cursor' must be the 'next' of the page before, unchanged"));
            return null;
        }
    }

    /** Names the place after a report, so that nobody takes it for something to compute with. */
    static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }
}
