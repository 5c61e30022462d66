package vn.bdhvs.analytics.rejection;

import org.jspecify.annotations.Nullable;

/**
 * What a rejected record says of itself, as far as it can be read. Nothing of it was checked: it helps to find the
 * record and its sender, and counts for nothing.
 *
 * @param id CloudEvents id
 * @param source CloudEvents source; {@link #UNKNOWN_SOURCE} if none can be read
 * @param subject CloudEvents subject
 * @param type CloudEvents type
 * @param referenceHash of the client's own reference
 * @param unit code of the unit, from its data
 */
public record Claims(
        @Nullable String id,
        String source,
        @Nullable String subject,
        @Nullable String type,
        @Nullable String referenceHash,
        @Nullable String unit) {

    /** Source of a record that is too broken to name one. */
    public static final String UNKNOWN_SOURCE = "?";
}
