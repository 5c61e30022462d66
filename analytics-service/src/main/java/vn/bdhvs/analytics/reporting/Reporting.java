package vn.bdhvs.analytics.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has reported on a day. Times carry the campaign's offset.
 *
 * @param unit root of the communes that are looked at
 * @param day local day on which things were done
 * @param deadline by when reports of the day are due
 * @param units how many communes there were on that day, each of which is expected to report
 * @param reported communes from which an activity of the day is known
 * @param nil communes that reported that they did nothing
 * @param silent communes from which nothing is known
 * @param late communes that were first heard after the deadline
 * @param activeTeams sum over the rows
 * @param rows one a commune, in the order of the register
 */
record Reporting(
        String campaign,
        String unit,
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
     * @param firstReportedAt when the first report of the day was accepted; left out if it is silent
     * @param lastReportedAt when the last one was
     * @param late whether the first one came after the deadline; left out if it is silent
     * @param teams kinds of team that held a class or helped someone on that day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String unit,
            Status status,
            @Nullable OffsetDateTime firstReportedAt,
            @Nullable OffsetDateTime lastReportedAt,
            @Nullable Boolean late,
            int activeTeams,
            List<String> teams) {}

    static Reporting of(
            String campaign, String unit, LocalDate day, OffsetDateTime deadline, boolean passed, List<Row> rows) {
        return new Reporting(
                campaign,
                unit,
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
