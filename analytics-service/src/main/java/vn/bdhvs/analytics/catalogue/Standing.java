package vn.bdhvs.analytics.catalogue;

/** Of which day the units are that an answer speaks of. Totals are the same either way. */
public enum Standing {
    /** Units as they stood when something was done. */
    THEN,

    /**
     * Units as they stand today: what a unit did that has ended is shown under what took it over. Where it was divided, and
     * the table of successions does not say under which part it is to be shown, it stays a unit of its own: nobody knows
     * how much of it belongs where.
     */
    NOW
}
