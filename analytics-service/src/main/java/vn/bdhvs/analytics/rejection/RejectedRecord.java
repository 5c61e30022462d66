package vn.bdhvs.analytics.rejection;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.clock.Rfc3339;

/**
 * A record that could not be counted, and why.
 *
 * @param topic name of its topic
 * @param reason stable code, e.g. {@code unknown-unit}
 * @param detail a sentence that names the field and what would be right
 * @param headers in their order; those that were too many, or whose name was too long, are left out
 * @param headersLeftOut how many those are
 * @param value null if the record had none
 * @param appendedAt when the broker took it, in business time
 * @param judgedAt when it was rejected, in business time
 * @param redriven when it was last put back; null if it never was
 */
public record RejectedRecord(
        Origin origin,
        String topic,
        String reason,
        String detail,
        Claims claims,
        @Nullable Excerpt key,
        List<Header> headers,
        int headersLeftOut,
        @Nullable Excerpt value,
        Instant appendedAt,
        Instant judgedAt,
        @Nullable Redriven redriven) {

    /** One that is rejected now. */
    public RejectedRecord(
            Origin origin,
            String topic,
            String reason,
            String detail,
            Claims claims,
            @Nullable Excerpt key,
            List<Header> headers,
            int headersLeftOut,
            @Nullable Excerpt value,
            Instant appendedAt,
            Instant judgedAt) {
        this(origin, topic, reason, detail, claims, key, headers, headersLeftOut, value, appendedAt, judgedAt, null);
    }

    static final String COLLECTION = "rejections";
    static final String TOPIC = "topic";
    static final String REASON = "reason";
    static final String SOURCE = "source";
    static final String APPENDED = "appended";
    static final String EVENT_ID = "id";
    static final String SUBJECT = "subject";
    static final String REFERENCE_HASH = "r";
    static final String KEY = "key";
    static final String HEADERS = "headers";
    static final String HEADERS_LEFT_OUT = "headersLeftOut";
    static final String VALUE = "value";

    static final String JUDGED = "judged";
    static final String REDRIVEN = "redriven";

    private static final String DETAIL = "detail";
    private static final String TYPE = "type";
    private static final String UNIT = "unit";
    private static final String NAME = "name";

    /** A header of the record. Names may repeat. */
    public record Header(String name, @Nullable Excerpt value) {

        private Document toDocument() {
            return new Document(NAME, name).append(VALUE, value == null ? null : value.toDocument());
        }

        private static Header from(Document document) {
            return new Header(document.getString(NAME), Excerpt.from(document.get(VALUE, Document.class)));
        }
    }

    Document toDocument() {
        Document document = new Document("_id", origin.written())
                .append(TOPIC, topic)
                .append(REASON, reason)
                .append(DETAIL, detail)
                .append(SOURCE, claims.source())
                .append(APPENDED, Date.from(appendedAt))
                .append(JUDGED, Date.from(judgedAt));
        putIfThere(document, EVENT_ID, claims.id());
        putIfThere(document, SUBJECT, claims.subject());
        putIfThere(document, TYPE, claims.type());
        putIfThere(document, REFERENCE_HASH, claims.referenceHash());
        putIfThere(document, UNIT, claims.unit());
        putIfThere(document, KEY, key == null ? null : key.toDocument());
        putIfThere(document, VALUE, value == null ? null : value.toDocument());
        putIfThere(document, HEADERS_LEFT_OUT, headersLeftOut == 0 ? null : headersLeftOut);
        return document.append(HEADERS, headers.stream().map(Header::toDocument).toList());
    }

    /** The time that a header of a kept document holds; null if there is none. */
    static @Nullable Instant headerTime(Document document, String name) {
        return document.getList(HEADERS, Document.class, List.of()).stream()
                .map(Header::from)
                .filter(header -> header.name().equals(name) && header.value() != null)
                .map(header ->
                        header.value() == null ? "" : new String(header.value().bytes(), StandardCharsets.UTF_8))
                .map(RejectedRecord::time)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant time(String text) {
        try {
            return Rfc3339.time(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void putIfThere(Document document, String field, @Nullable Object value) {
        if (value != null) {
            document.append(field, value);
        }
    }

    /** Reads a document; what was left out of it (bytes, headers) is left out here. */
    static RejectedRecord from(Document document) {
        Origin origin = Origin.parse(document.getString("_id")).orElseThrow();
        return new RejectedRecord(
                origin,
                document.getString(TOPIC),
                document.getString(REASON),
                document.getString(DETAIL),
                new Claims(
                        document.getString(EVENT_ID),
                        document.getString(SOURCE),
                        document.getString(SUBJECT),
                        document.getString(TYPE),
                        document.getString(REFERENCE_HASH),
                        document.getString(UNIT)),
                Excerpt.from(document.get(KEY, Document.class)),
                document.getList(HEADERS, Document.class, List.of()).stream()
                        .map(Header::from)
                        .toList(),
                document.getInteger(HEADERS_LEFT_OUT, 0),
                Excerpt.from(document.get(VALUE, Document.class)),
                document.getDate(APPENDED).toInstant(),
                document.getDate(JUDGED).toInstant(),
                Redriven.from(document.get(REDRIVEN, Document.class)));
    }
}
