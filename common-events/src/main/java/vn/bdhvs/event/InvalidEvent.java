package vn.bdhvs.event;

/** A message that is not an event of the contract. It says why in a stable code and in words; nothing retries it. */
public class InvalidEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public InvalidEvent(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** Stable code, e.g. {@code unreadable}, {@code missing-attribute}, {@code unknown-type}, {@code invalid-data}. */
    public String reason() {
        return reason;
    }
}
