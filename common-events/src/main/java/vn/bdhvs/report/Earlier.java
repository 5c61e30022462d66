package vn.bdhvs.report;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is already kept under a request's key and under a report's reference. The key decides first: the same request gets
 * the same answer.
 *
 * @param sameRequest kept under the key
 * @param sameReference kept under the reference
 * @param reference of the report, as such names are kept; null if it has none
 */
record Earlier<R extends Reported<R>>(
        @Nullable R sameRequest,
        @Nullable R sameReference,
        @Nullable String reference) {

    /**
     * The earlier report that this one repeats, if it does.
     *
     * @throws RefusedReport if the key or the reference was given to a report of other content
     */
    Optional<Accepted<R>> repeatedBy(Report<R> report) {
        if (sameRequest != null && sameRequest.isErased()) {
            return Optional.of(new Accepted<>(sameRequest, Accepted.As.SAME_REQUEST, List.of()));
        }
        if (sameRequest != null) {
            boolean named = sameRequest.isNamedByContent();
            boolean same = named
                    ? sameRequest.says(report)
                    : report.isSaidBy(sameRequest.submission().fingerprint())
                            && sameRequest.submission().isNamed(reference);
            if (!same) {
                throw new RefusedReport(
                        RefusedReport.Reason.KEY_REUSED,
                        "This Idempotency-Key came with another body before; a new report needs a new key.",
                        List.of());
            }
            return Optional.of(new Accepted<>(sameRequest, Accepted.As.SAME_REQUEST, List.of()));
        }
        if (sameReference == null) {
            return Optional.empty();
        }
        if (!sameReference.isErased() && !sameReference.says(report)) {
            throw new RefusedReport(
                    RefusedReport.Reason.REFERENCE_TAKEN,
                    "The clientReference '%s' names another report, %s, of other content."
                            .formatted(report.clientReference(), sameReference.id()),
                    List.of());
        }
        return Optional.of(new Accepted<>(sameReference, Accepted.As.SAME_REFERENCE, List.of()));
    }
}
