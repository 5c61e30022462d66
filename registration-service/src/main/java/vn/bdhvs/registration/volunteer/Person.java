package vn.bdhvs.registration.volunteer;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who a volunteer is. Nothing of this ever enters an event.
 *
 * @param phone Vietnamese mobile or landline number in its national form, ten or eleven digits
 */
record Person(String fullName, String phone, int birthYear, Gender gender) {

    /** As the volunteer says. */
    enum Gender {
        @JsonProperty("female")
        FEMALE,
        @JsonProperty("male")
        MALE,
        @JsonProperty("other")
        OTHER
    }

    /** Says who it is about to nobody who reads a log. */
    @Override
    public String toString() {
        return "Person[…]";
    }
}
