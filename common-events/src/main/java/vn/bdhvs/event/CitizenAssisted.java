package vn.bdhvs.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * Citizens were helped with a digital service on one occasion. One event is one report; {@code citizens} counts
 * <em>lượt</em> (occasions of help), not distinct people.
 *
 * @param service code of the service they were helped with
 * @param channel where the help was given
 * @param outcome how it ended
 * @param citizens lượt, 1 or more
 */
public record CitizenAssisted(
        @JsonProperty(required = true) String campaign,
        @JsonProperty(required = true) String unit,
        @JsonProperty(required = true) String team,
        @JsonProperty(required = true) String service,
        @JsonProperty(required = true) Channel channel,
        @JsonProperty(required = true) Outcome outcome,
        @JsonProperty(required = true) int citizens)
        implements Activity {

    public static final String TYPE = "vn.bdhvs.citizen-assisted.v1";
    public static final String TOPIC = "citizen-assisted";

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
        return cases.citizenAssisted(this);
    }

    /** Where the help was given. */
    public enum Channel {
        @JsonProperty("home")
        HOME,
        @JsonProperty("one-stop")
        ONE_STOP,
        @JsonProperty("mobile")
        MOBILE,
        @JsonProperty("online")
        ONLINE;

        /** The wire name. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How it ended. */
    public enum Outcome {
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("referred")
        REFERRED,
        @JsonProperty("unresolved")
        UNRESOLVED;

        /** The wire name, which also names the cell. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
