package vn.bdhvs.analytics.fold;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Tells a record from another one that lies at the same offset after the log's tail was lost and written anew: when the
 * broker appended it, and a checksum of its bytes.
 *
 * @param appended milliseconds since the epoch, by the broker
 * @param checksum CRC-32C of key and value
 */
public record RecordStamp(long appended, long checksum) {

    private static final String APPENDED = "appended";
    private static final String CHECKSUM = "checksum";

    /** How progress keeps it. */
    public Document toDocument() {
        return new Document(APPENDED, appended).append(CHECKSUM, checksum);
    }

    /** Reads what {@link #toDocument()} gave; null if there is none. */
    public static @Nullable RecordStamp from(@Nullable Document document) {
        return document == null ? null : new RecordStamp(document.getLong(APPENDED), document.getLong(CHECKSUM));
    }
}
