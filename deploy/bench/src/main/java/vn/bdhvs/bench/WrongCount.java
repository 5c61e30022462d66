package vn.bdhvs.bench;

/** What a contender has counted is not what was sent: its time counts for nothing. */
final class WrongCount extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongCount(String message) {
        super(message);
    }
}
