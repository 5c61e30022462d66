package vn.bdhvs.registration.volunteer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.report.Client;

/**
 * A volunteer as the API shows it, to those who may report for the unit: nothing of a person once erased, nor, but to
 * themselves, once they have withdrawn their consent. Times are UTC.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VolunteerBody(
        String id,
        String campaign,
        String unit,
        String team,
        @Nullable String fullName,
        @Nullable String phone,
        @Nullable Integer birthYear,
        Person.@Nullable Gender gender,
        Instant registeredAt,
        Consent consent,
        @Nullable Instant consentWithdrawnAt,
        @Nullable Instant erasedAt,
        @Nullable String clientReference,
        Instant recordedAt,
        String client) {

    static VolunteerBody of(Volunteer volunteer, @Nullable String reference) {
        return of(volunteer, volunteer.isHidden() ? null : volunteer.person(), reference);
    }

    /** As it is shown to a client: what another called it is that one's own business, and may be a telephone. */
    static VolunteerBody of(Volunteer volunteer, Client client) {
        boolean own = volunteer.submission().client().equals(client.name());
        return of(volunteer, own && !volunteer.isHidden() ? volunteer.clientReference() : null);
    }

    /** As it is shown to the person. */
    static VolunteerBody ofAll(Volunteer volunteer) {
        return of(volunteer, volunteer.person(), volunteer.clientReference());
    }

    private static VolunteerBody of(Volunteer volunteer, @Nullable Person person, @Nullable String reference) {
        Volunteer.Deed withdrawal = volunteer.withdrawal();
        Volunteer.Deed erasure = volunteer.erasure();
        return new VolunteerBody(
                volunteer.id(),
                volunteer.activity().campaign(),
                volunteer.activity().unit(),
                volunteer.activity().team(),
                person == null ? null : person.fullName(),
                person == null ? null : person.phone(),
                person == null ? null : person.birthYear(),
                person == null ? null : person.gender(),
                volunteer.doneAt(),
                volunteer.consent(),
                withdrawal == null ? null : withdrawal.at(),
                erasure == null ? null : erasure.recordedAt(),
                reference,
                volunteer.submission().recordedAt(),
                volunteer.submission().client());
    }

    /** Says who it is to nobody who reads a log. */
    @Override
    public String toString() {
        return "VolunteerBody[" + id + "]";
    }
}
