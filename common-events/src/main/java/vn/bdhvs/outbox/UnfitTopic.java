package vn.bdhvs.outbox;

/** A topic that this service publishes to is missing or too narrow. A deployment must mend that; no retry does. */
final class UnfitTopic extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitTopic(String message) {
        super(message);
    }
}
