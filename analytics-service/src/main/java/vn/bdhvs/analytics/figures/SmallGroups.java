package vn.bdhvs.analytics.figures;

/**
 * Keeps it from view how many people of a class share something personal, where they are so few that they might be known:
 * such a count enters the figures rounded to the nearest five, and never more than the whole fives of all who were there. As
 * it is rounded where it comes from, sums of it are sums, over whatever units and days, and no two questions tell more than
 * one; and a sum over many classes is about right.
 */
final class SmallGroups {

    private static final int STEP = 5;

    private SmallGroups() {}

    /**
     * A count as it enters the figures.
     *
     * @param total how many there were in all
     */
    static int counted(int count, int total) {
        return Math.min(nearest(count), total - total % STEP);
    }

    private static int nearest(int count) {
        int rest = count % STEP;
        return rest > STEP / 2 && count <= Integer.MAX_VALUE - STEP ? count - rest + STEP : count - rest;
    }
}
