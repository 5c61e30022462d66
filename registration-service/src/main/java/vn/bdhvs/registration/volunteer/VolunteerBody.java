package vn.bdhvs.registration.volunteer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A volunteer as the API shows it, to those who may report for the unit. Times are UTC. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VolunteerBody(
        String id,
        String campaign,
        String unit,
        String team,
        String fullName,
        String phone,
        int birthYear,
        Person.Gender gender,
        Instant registeredAt,
        Consent consent,
        @Nullable String clientReference,
        Instant recordedAt,
        String client) {

    static VolunteerBody of(Volunteer volunteer, @Nullable String reference) {
        return new VolunteerBody(
                volunteer.id(),
                volunteer.activity().campaign(),
                volunteer.activity().unit(),
                volunteer.activity().team(),
                volunteer.person().fullName(),
                volunteer.person().phone(),
                volunteer.person().birthYear(),
                volunteer.person().gender(),
                volunteer.doneAt(),
                volunteer.consent(),
                reference,
                volunteer.submission().recordedAt(),
                volunteer.submission().client());
    }
}
