package vn.bdhvs.local.demo;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** Makes up registrations of volunteers. Nobody has their names, and no telephone their numbers. */
final class Volunteers {

    private static final int LATEST_SECONDS = 5;
    private static final int EARLIEST_SECONDS = 600;
    private static final int MOST = 1_000_000;
    /** None in Vietnam begins with 01 and has ten digits; so many that hardly anybody is registered twice. */
    private static final int TELEPHONES = 100_000_000;

    private static final String PURPOSE = "volunteering";
    private static final String TEXT_VERSION = "demo";

    private final Habits habits;

    Volunteers(Habits habits) {
        this.habits = habits;
    }

    record Content(
            String campaign,
            String unit,
            String team,
            String fullName,
            String phone,
            int birthYear,
            String gender,
            String registeredAt,
            Consent consent) {}

    record Consent(String purpose, String textVersion, String givenAt) {}

    /** Somebody who joined a team within the ten minutes before the report. */
    Report at(Place place, Instant reported, RandomGenerator random) {
        Instant registered = reported.minusSeconds(random.nextInt(LATEST_SECONDS, EARLIEST_SECONDS));
        String registeredAt = Report.time(registered, habits.timeZone());
        int number = random.nextInt(MOST);
        Habits.VolunteerHabits usual = habits.volunteers();
        Content content = new Content(
                habits.campaign(),
                place.code(),
                habits.teams().any(place, random),
                "Tình nguyện viên mẫu %06d".formatted(number),
                "01%08d".formatted(random.nextInt(TELEPHONES)),
                random.nextInt(usual.bornFrom(), usual.bornTo() + 1),
                usual.genders().any(place, random),
                registeredAt,
                new Consent(PURPOSE, TEXT_VERSION, registeredAt));
        return Report.of(Kind.VOLUNTEERS, place, content, random);
    }
}
