package vn.bdhvs.local;

/** Why the platform does not start, in one line for the operator, and the exit code that says so to scripts. */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int SERVICE = 1;
    static final int USAGE = 2;
    static final int PORT = 3;
    static final int JARS = 4;
    static final int DATA = 5;

    private final int exitCode;

    StartFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
