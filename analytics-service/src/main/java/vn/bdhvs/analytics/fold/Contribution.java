package vn.bdhvs.analytics.fold;

import java.time.Instant;
import java.util.Map;
import vn.bdhvs.analytics.journal.Origin;

/**
 * What one record adds to one document: signed sums and stretched spans, which commute.
 *
 * @param documentId the document
 * @param fields fields that the document starts with, should this be its first contribution
 * @param origin the record; its offset is what the document's mark is compared with
 * @param fresh whether the record was journalled by this very delivery, so that no earlier fold can have seen it
 * @param increments dotted field to the amount added
 * @param spans dotted field to an instant: the document keeps the earliest one of all as {@code first} below the field
 *     and the latest as {@code last}
 */
public record Contribution(
        String documentId,
        Map<String, Object> fields,
        Origin origin,
        boolean fresh,
        Map<String, Long> increments,
        Map<String, Instant> spans) {

    /** Sums only. */
    public Contribution(
            String documentId, Map<String, Object> fields, Origin origin, boolean fresh, Map<String, Long> increments) {
        this(documentId, fields, origin, fresh, increments, Map.of());
    }
}
