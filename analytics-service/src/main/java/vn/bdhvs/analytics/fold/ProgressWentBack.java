package vn.bdhvs.analytics.fold;

/**
 * The store no longer holds what this poll builds on: it was restored from a backup in the middle of the poll. Nothing
 * more of it may be written; when it is tried again, its partitions are read from where the restored store stands.
 */
public class ProgressWentBack extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProgressWentBack(String message) {
        super(message);
    }
}
