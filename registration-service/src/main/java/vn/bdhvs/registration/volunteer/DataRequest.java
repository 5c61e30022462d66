package vn.bdhvs.registration.volunteer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a volunteer asked for as is their right, and until when. It says nothing of the person. Times are business time in
 * UTC.
 *
 * @param id a UUIDv7
 * @param volunteer id of the volunteer
 * @param receivedAt when the person asked
 * @param answerBy until when the person is to be told how it is dealt with
 * @param dueBy until when it is to be done
 * @param recordedBy who recorded it here
 * @param doneAt null while it is open
 */
@Document(DataRequest.COLLECTION)
@JsonInclude(JsonInclude.Include.NON_NULL)
record DataRequest(
        @Id String id,
        String volunteer,
        Kind kind,
        Instant receivedAt,
        Instant answerBy,
        Instant dueBy,
        String recordedBy,
        @Nullable Instant doneAt,
        @Nullable String doneBy) {

    static final String COLLECTION = "dataRequests";

    /** What may be asked for. */
    enum Kind {
        @JsonProperty("access")
        ACCESS(10),
        @JsonProperty("correction")
        CORRECTION(10),
        @JsonProperty("withdrawal")
        WITHDRAWAL(15),
        @JsonProperty("erasure")
        ERASURE(20);

        private final int days;

        /**
         * @param days within which it is to be done, by whoever keeps the data himself: Decree 356/2025/NĐ-CP on the Law on
         *     Personal Data Protection, 91/2025/QH15
         */
        Kind(int days) {
            this.days = days;
        }

        int days() {
            return days;
        }
    }
}
