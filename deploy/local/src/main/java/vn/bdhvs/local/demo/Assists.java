package vn.bdhvs.local.demo;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** Makes up reports of citizens who were helped. */
final class Assists {

    private static final int LATEST_SECONDS = 5;
    private static final int EARLIEST_SECONDS = 600;

    private final Habits habits;

    Assists(Habits habits) {
        this.habits = habits;
    }

    record Content(
            String campaign,
            String unit,
            String team,
            String service,
            String channel,
            String assistedAt,
            int citizens,
            String outcome) {}

    /** A few citizens, helped within the ten minutes before the report. */
    Report at(Place place, Instant reported, RandomGenerator random) {
        return at(place, reported, habits.assists().citizens().number(place, random), random);
    }

    /** So many citizens, helped in one stretch of duty that ended within the ten minutes before the report. */
    Report at(Place place, Instant reported, int citizens, RandomGenerator random) {
        Instant assistedAt = reported.minusSeconds(random.nextInt(LATEST_SECONDS, EARLIEST_SECONDS));
        Content content = new Content(
                habits.campaign(),
                place.code(),
                habits.teams().any(place, random),
                habits.assists().services().any(place, random),
                habits.assists().channels().any(place, random),
                Report.time(assistedAt, habits.timeZone()),
                citizens,
                habits.assists().outcomes().any(place, random));
        return Report.of(Kind.ASSISTS, place, content, random);
    }
}
