package vn.bdhvs.analytics.fold;

import vn.bdhvs.analytics.journal.Origin;

/**
 * A record that the journal did not know lies at or below its document's mark, as that was before it was journalled. It
 * was passed over when the document was folded, or the journal has lost it since: the figures can no longer be trusted,
 * the partition stops and an alarm is raised.
 */
public class FoldedBeforeJournalled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Origin origin;

    FoldedBeforeJournalled(String documentId, Origin origin, long mark) {
        super("%s was journalled only now, but %s has been folded up to offset %d".formatted(origin, documentId, mark));
        this.origin = origin;
    }

    /** Where the record lies. */
    public Origin origin() {
        return origin;
    }
}
