package vn.bdhvs.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A class took place. The time of its event is when it began.
 *
 * @param topic code of what was taught
 * @param durationMinutes how long it lasted
 * @param learners who attended
 * @param instructors how many taught
 */
public record ClassHeld(
        @JsonProperty(required = true) String campaign,
        @JsonProperty(required = true) String unit,
        @JsonProperty(required = true) String team,
        @JsonProperty(required = true) String topic,
        @JsonProperty(required = true) Mode mode,
        @JsonProperty(required = true) int durationMinutes,
        @JsonProperty(required = true) Learners learners,
        @JsonProperty(required = true) int instructors)
        implements Activity {

    public static final String TYPE = "vn.bdhvs.class-held.v1";
    public static final String TOPIC = "class-held";

    /**
     * Attendances, not distinct people. The groups overlap, and none exceeds the total.
     *
     * @param total everyone, 0 or more
     * @param members members of the Youth Union (đoàn viên); null if they were not counted
     * @param female women and girls; null if they were not counted
     * @param over60 older than 60; null if they were not counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Learners(
            @JsonProperty(required = true) int total,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer members,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer female,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer over60) {}

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
        return cases.classHeld(this);
    }

    /** Where the learners were. */
    public enum Mode {
        @JsonProperty("in-person")
        IN_PERSON,
        @JsonProperty("online")
        ONLINE;

        /** The wire name, which also names the cell. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
