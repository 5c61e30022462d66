package vn.bdhvs.local.replay;

import java.util.List;
import vn.bdhvs.local.replay.mapping.Mapped.Wrong;

/**
 * What a service says of a row.
 *
 * @param wrongs why it was rejected
 * @param warnings what is worth a second look, although it counts
 */
record Verdict(Status status, List<Wrong> wrongs, List<Wrong> warnings) {

    enum Status {
        /** Written now. */
        ACCEPTED,
        /** Written before, under the same reference and with the same content. */
        REPEATED,
        REJECTED
    }
}
