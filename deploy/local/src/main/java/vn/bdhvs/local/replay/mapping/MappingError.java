package vn.bdhvs.local.replay.mapping;

/** A mapping says something that it cannot say; the message names the place, as {@code fields.unit.spread: …}. */
public final class MappingError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingError(String path, String what) {
        super(path.isEmpty() ? what : path + ": " + what);
    }
}
