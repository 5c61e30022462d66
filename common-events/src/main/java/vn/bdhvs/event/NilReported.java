package vn.bdhvs.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;

/**
 * A unit reports that it did nothing on a day, which is not the same as its silence. The time of its event is the moment
 * at which that day began in the campaign's zone.
 *
 * @param day local day of the campaign's zone
 */
public record NilReported(
        @JsonProperty(required = true) String campaign,
        @JsonProperty(required = true) String unit,
        @JsonProperty(required = true) LocalDate day)
        implements Activity {

    public static final String TYPE = "vn.bdhvs.nil-reported.v1";
    public static final String TOPIC = "nil-reported";

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
        return cases.nilReported(this);
    }
}
