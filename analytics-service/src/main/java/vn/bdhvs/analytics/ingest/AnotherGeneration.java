package vn.bdhvs.analytics.ingest;

/**
 * While a poll was applied another generation of figures went live, or is about to. The poll is tried again, and then
 * folded into that one too.
 */
class AnotherGeneration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnotherGeneration() {
        super("another generation of figures takes part; the poll is folded into it");
    }
}
