package vn.bdhvs.analytics.figures;

/**
 * By which clock a figure falls on a day. {@code DONE}: when it happened; always says what is known to have happened
 * on a day. {@code RECEIVED}: when it was accepted; a ledger that is only ever appended to.
 */
public enum FiguresClock {
    DONE("done"),
    RECEIVED("received");

    private final String field;

    FiguresClock(String field) {
        this.field = field;
    }

    /** Its name in documents and in the API. */
    public String field() {
        return field;
    }
}
