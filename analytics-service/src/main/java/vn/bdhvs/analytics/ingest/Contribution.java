package vn.bdhvs.analytics.ingest;

import java.util.Map;

/**
 * What one record adds to one document: signed sums, which commute.
 *
 * @param documentId the document
 * @param fields fields that the document starts with, should this be its first contribution
 * @param origin the record; its offset is what the document's mark is compared with
 * @param fresh whether the record was journalled by this very delivery, so that no earlier fold can have seen it
 * @param increments dotted field to the amount added
 */
record Contribution(
        String documentId, Map<String, Object> fields, Origin origin, boolean fresh, Map<String, Long> increments) {}
