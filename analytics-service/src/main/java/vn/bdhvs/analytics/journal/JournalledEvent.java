package vn.bdhvs.analytics.journal;

import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.event.Retracted;

/**
 * An accepted event and how the journal keeps it: under its identity, with the origin at which it was first journalled,
 * which is the delivery that counts.
 *
 * @param journalledAt when it was inserted, in business time; null in entries of before this was kept
 * @param copies where further copies of it lay, {@link #MOST_COPIES} at most, in no order
 */
public record JournalledEvent(
        ActivityEvent event, Origin origin, @Nullable Instant journalledAt, List<String> copies) {

    public static final String COLLECTION = "journal";

    /** Retractions of what was taken back already, by source and id of the event: copies whose id no entry has. */
    public static final String REVERSAL_COPIES = "reversalCopies";

    /** So many copies are remembered with an event, lest a flood of them make its document grow without bound. */
    public static final int MOST_COPIES = 100;

    public static final String ORIGIN = "o";
    public static final String TOPIC_ID = "o.t";
    public static final String PARTITION = "o.p";
    public static final String OFFSET = "o.n";
    public static final String CONTENT_HASH = "h";
    public static final String SUBJECT = "subject";
    public static final String EVENT_ID = "e";
    public static final String REFERENCE_HASH = "r";
    public static final String COPIES = "c";

    /** There in a retraction only: the event that it takes back. */
    public static final String RETRACTED = "retracted";

    /** There in a retraction only: whose identity is that of what it takes back. */
    public static final String SOURCE = "source";

    /** Type of the activity, also in a retraction. */
    public static final String TYPE = "type";

    public static final String TIME = "time";
    public static final String RECORDED = "recorded";
    private static final String JOURNALLED = "j";
    private static final String DATA = "data";
    private static final int TYPICAL_BYTES = 768;
    public static final String CAMPAIGN = "data.campaign";
    public static final String UNIT = "data.unit";

    /** The document of an event that is journalled now, encoded: at once, as it goes over the wire. */
    public static RawBsonDocument document(ActivityEvent event, Origin origin, String contentHash, Instant now) {
        BasicOutputBuffer buffer = new BasicOutputBuffer(TYPICAL_BYTES);
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            writer.writeStartDocument();
            writer.writeString("_id", event.identity());
            writer.writeStartDocument(ORIGIN);
            writer.writeString("t", origin.topicId());
            writer.writeInt32("p", origin.partition());
            writer.writeInt64("n", origin.offset());
            writer.writeEndDocument();
            writer.writeString(CONTENT_HASH, contentHash);
            writer.writeString(TYPE, event.activity().type());
            writer.writeString(EVENT_ID, event.id());
            writer.writeString(SUBJECT, event.subject());
            writer.writeDateTime(TIME, event.time().toEpochMilli());
            writer.writeDateTime(RECORDED, event.recordedTime().toEpochMilli());
            writer.writeDateTime(JOURNALLED, now.toEpochMilli());
            writer.writeStartDocument(DATA);
            event.activity().match(new JournalData(writer));
            writer.writeString("campaign", event.activity().campaign());
            writer.writeString("unit", event.activity().unit());
            writer.writeEndDocument();
            if (event.referenceHash() != null) {
                writer.writeString(REFERENCE_HASH, event.referenceHash());
            }
            Retracted retracted = event.retracted();
            if (retracted != null) {
                writer.writeString(SOURCE, event.source().toString());
                writer.writeStartDocument(RETRACTED);
                writer.writeString("source", retracted.source().toString());
                writer.writeString("id", retracted.id());
                writer.writeEndDocument();
            }
            writer.writeEndDocument();
            return new RawBsonDocument(buffer.getInternalBuffer(), 0, buffer.getPosition());
        }
    }

    /** Reads a whole document of the journal. */
    public static JournalledEvent from(Document document) {
        Retracted retracted = retracted(document.get(RETRACTED, Document.class));
        String identity = document.getString("_id");
        int blank = identity.indexOf(' ');
        String source = source(document);
        String id = retracted == null ? identity.substring(blank + 1) : document.getString(EVENT_ID);
        Date journalled = document.getDate(JOURNALLED);
        return new JournalledEvent(
                new ActivityEvent(
                        URI.create(source),
                        id,
                        document.getString(SUBJECT),
                        document.getDate(TIME).toInstant(),
                        document.getDate(RECORDED).toInstant(),
                        EventFormat.activity(document.getString(TYPE), document.get(DATA, Document.class)),
                        document.getString(REFERENCE_HASH),
                        retracted),
                origin(document),
                journalled == null ? null : journalled.toInstant(),
                document.getList(COPIES, String.class, List.of()));
    }

    /** The source of the event itself, of a document that holds it; of a retraction, not of what that takes back. */
    public static String source(Document document) {
        String identity = document.getString("_id");
        return identity.startsWith(ActivityEvent.RETRACTION)
                ? document.getString(SOURCE)
                : identity.substring(0, identity.indexOf(' '));
    }

    private static @Nullable Retracted retracted(@Nullable Document document) {
        return document == null
                ? null
                : new Retracted(URI.create(document.getString("source")), document.getString("id"));
    }

    /** Origin of the delivery that counts, of a document that holds it. */
    public static Origin origin(Document document) {
        Document origin = document.get(ORIGIN, Document.class);
        return new Origin(
                origin.getString("t"),
                origin.get("p", Number.class).intValue(),
                origin.get("n", Number.class).longValue());
    }
}
