package vn.bdhvs.analytics.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Asked;

/**
 * Who has reported on a day. Times carry the campaign's offset.
 *
 * @param unit root of the communes that are looked at, as it was asked for
 * @param unitsOf whether rows are of communes as they stood on that day ({@code then}) or as they stand today
 * @param day local day on which things were done
 * @param deadline by when reports of the day are due
 * @param units how many rows there are, each of a commune that is expected to report or of several that are one by now
 * @param reported communes from which an activity of the day is known
 * @param nil communes that reported that they did nothing
 * @param silent communes from which nothing is known
 * @param late communes that were first heard after the deadline
 * @param activeTeams sum over the rows
 * @param rows one a commune, in the order of the register, of what was there on that day
 */
record Reporting(
        String campaign,
        String unit,
        String unitsOf,
        LocalDate day,
        OffsetDateTime deadline,
        boolean deadlinePassed,
        long units,
        long reported,
        long nil,
        long silent,
        long late,
        long activeTeams,
        List<Row> rows) {

    enum Status {
        @JsonProperty("reported")
        REPORTED,
        @JsonProperty("nil")
        NIL,
        @JsonProperty("silent")
        SILENT
    }

    /**
     * A commune.
     *
     * @param validFrom its first day: its code may have been another's
     * @param notDivided true if it has ended and could not be shown under one of today's, else left out
     * @param firstReportedAt when the first report of the day was accepted; left out if it is silent
     * @param lastReportedAt when the last one was
     * @param late whether the first one came after the deadline; left out if it is silent
     * @param teams kinds of team that held a class or helped someone on that day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String unit,
            LocalDate validFrom,
            @Nullable Boolean notDivided,
            Status status,
            @Nullable OffsetDateTime firstReportedAt,
            @Nullable OffsetDateTime lastReportedAt,
            @Nullable Boolean late,
            int activeTeams,
            List<String> teams) {}

    static Reporting of(Area area, LocalDate day, OffsetDateTime deadline, boolean passed, List<Row> rows) {
        return new Reporting(
                area.campaign().code(),
                area.asked(),
                Asked.nameOf(area.standing()),
                day,
                deadline,
                passed,
                rows.size(),
                count(rows, Status.REPORTED),
                count(rows, Status.NIL),
                count(rows, Status.SILENT),
                rows.stream().filter(row -> Boolean.TRUE.equals(row.late())).count(),
                rows.stream().mapToLong(Row::activeTeams).sum(),
                rows);
    }

    private static long count(List<Row> rows, Status status) {
        return rows.stream().filter(row -> row.status() == status).count();
    }
}
