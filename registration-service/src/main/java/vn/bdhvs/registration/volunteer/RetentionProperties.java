package vn.bdhvs.registration.volunteer;

import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people are kept.
 *
 * @param after by campaign, how long after its last day; of a campaign that is not named nobody is erased
 * @param notice how long before it is done it is told what will be done
 */
@ConfigurationProperties("retention")
record RetentionProperties(
        @DefaultValue Map<String, Period> after,
        @DefaultValue("7d") Duration notice) {}
