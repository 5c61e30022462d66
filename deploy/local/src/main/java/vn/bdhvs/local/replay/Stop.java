package vn.bdhvs.local.replay;

/** Why it ends before the file does, in a line for whoever started it, and the exit code that says so to scripts. */
final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int ROWS_REJECTED = 1;
    static final int USAGE = 2;
    static final int NOT_REACHABLE = 3;

    private final int exitCode;

    Stop(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static Stop usage(String message) {
        return new Stop(USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
