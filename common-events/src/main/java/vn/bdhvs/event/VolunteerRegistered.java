package vn.bdhvs.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A volunteer joined a team. Who it is stays with the registration service: not even an age group or a gender is told
 * here, because one event is one person, and in a commune's team a few such facts would point at them.
 */
public record VolunteerRegistered(
        @JsonProperty(required = true) String campaign,
        @JsonProperty(required = true) String unit,
        @JsonProperty(required = true) String team)
        implements Activity {

    public static final String TYPE = "vn.bdhvs.volunteer-registered.v1";
    public static final String TOPIC = "volunteer-registered";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String kafkaTopic() {
        return TOPIC;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.volunteerRegistered(this);
    }
}
