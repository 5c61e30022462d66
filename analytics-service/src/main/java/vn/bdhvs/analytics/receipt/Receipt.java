package vn.bdhvs.analytics.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a report. Times carry the campaign's offset.
 *
 * @param asked the id or reference that was asked for
 * @param status of the report as a whole: counted if any of its events is and was not taken back, else retracted if any
 *     was, else pending if any has arrived, else rejected if any was, else pending
 * @param detail the same for people
 * @param events its events that have arrived; more than one if events of several sources bear the id
 * @param rejections records with the id that could not be counted, newest first
 */
record Receipt(String asked, Status status, String detail, List<Event> events, List<Rejection> rejections) {

    enum Status {
        @JsonProperty("counted")
        COUNTED,
        @JsonProperty("retracted")
        RETRACTED,
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("rejected")
        REJECTED
    }

    /**
     * An event that has arrived.
     *
     * @param status counted once the figures hold it, pending until then
     * @param origin topicId:partition:offset of the delivery that counts
     * @param retracts the event that it takes back, with its counts and the other sign; left out if it is no retraction
     * @param counted where it is counted, or will be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            Status status,
            String id,
            String source,
            String type,
            String subject,
            OffsetDateTime doneAt,
            OffsetDateTime recordedAt,
            @Nullable OffsetDateTime journalledAt,
            String origin,
            @Nullable Retracts retracts,
            Place counted,
            Copies copies) {}

    /** Identity of an event that is taken back. */
    record Retracts(String source, String id) {}

    /**
     * Where an event is counted: by the done clock on one day and by the received clock on another, in the same cell.
     *
     * @param validFrom first day of the unit, which tells it from others that bear its code at other times
     * @param kind of cell: {@code volunteers}, {@code classes}, {@code assists} or {@code nilReports}
     * @param dimensions values by name, e.g. of {@code team}
     * @param counts amounts by name; {@code n} counts reports
     * @param documents ids of the figures documents, done day first; one if both days are the same
     */
    record Place(
            String campaign,
            String unit,
            LocalDate validFrom,
            LocalDate doneDay,
            LocalDate receivedDay,
            String kind,
            Map<String, String> dimensions,
            Map<String, Long> counts,
            List<String> documents) {}

    /**
     * Further deliveries of the same event, none of which is counted.
     *
     * @param count how many are remembered
     * @param orMore whether there may have been more than are remembered
     */
    record Copies(int count, boolean orMore, List<String> origins) {}

    /** A record that could not be counted. */
    record Rejection(String reason, String detail, String origin, OffsetDateTime rejectedAt) {}
}
