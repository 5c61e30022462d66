package vn.bdhvs.report.web;

/** A batch that could not be finished through no fault of its sender, who may send it again as it is. */
final class BatchStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long rows;

    BatchStopped(long rows, RuntimeException cause) {
        super("stopped after %d rows".formatted(rows), cause);
        this.rows = rows;
    }

    /** Rows of which the fate is known. */
    long rows() {
        return rows;
    }
}
