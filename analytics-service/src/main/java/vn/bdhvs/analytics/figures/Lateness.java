package vn.bdhvs.analytics.figures;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.event.ActivityEvent;

/**
 * How many days after it was done something became known, by local days. What a retraction takes away is as late as the
 * retraction itself, so that a day's sum is what was known on that day, plus all that became known later.
 */
public enum Lateness {
    ONE_DAY("d1", 1),
    TWO_OR_THREE_DAYS("d2", 2),
    MORE_DAYS("d4", 4);

    private final String field;
    private final int fewest;

    Lateness(String field, int fewest) {
        this.field = field;
        this.fewest = fewest;
    }

    /** Its name in documents and on the wire. */
    public String field() {
        return field;
    }

    /** Of an event; none of one that was received on the day on which it was done. */
    public static Optional<Lateness> of(ActivityEvent event, Campaign campaign) {
        long days = ChronoUnit.DAYS.between(
                FiguresClock.DONE.day(event, campaign), FiguresClock.RECEIVED.day(event, campaign));
        Optional<Lateness> found = Optional.empty();
        for (Lateness each : values()) {
            found = days >= each.fewest ? Optional.of(each) : found;
        }
        return found;
    }
}
