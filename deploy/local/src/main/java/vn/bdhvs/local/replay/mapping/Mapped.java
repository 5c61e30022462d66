package vn.bdhvs.local.replay.mapping;

import java.util.List;

/** What a mapping makes of a row. */
public sealed interface Mapped {

    /** To be sent: one line of NDJSON, without its end. */
    record Ready(byte[] json) implements Mapped {}

    /** Not to be sent, as the mapping wants. */
    record Skipped(String reason) implements Mapped {}

    /** Not to be sent, because it is wrong. */
    record Rejected(List<Wrong> wrongs) implements Mapped {}

    /** What is wrong with a field of the API. */
    record Wrong(String field, String reason) {

        @Override
        public String toString() {
            return field.isEmpty() ? reason : field + ": " + reason;
        }
    }
}
