package vn.bdhvs.analytics.figures;

/**
 * Keeps it from view how many people share something personal, where they are so few that they might be known: a count of
 * them is shown in whole steps, rounded towards zero, so that fewer than a step is nothing. All counts of a measure are, great
 * ones too; else what is hidden of a part would be the rest of the whole. Totals are rounded, not summed of what is rounded:
 * they stay true to less than a step.
 */
final class SmallGroups {

    /** How many there must be at least. */
    private static final int STEP = 5;

    private SmallGroups() {}

    /** A count as it is shown; of a difference, its amount. */
    static long shown(long count) {
        return count - count % STEP;
    }
}
