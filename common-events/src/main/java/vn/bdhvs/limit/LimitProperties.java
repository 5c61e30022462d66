package vn.bdhvs.limit;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests one caller may make of one instance.
 *
 * @param requestsPerSecond for as long as it likes
 * @param burst at once, after it was quiet
 * @param callers of how many an account is kept; more than there are clients, officers and screens
 */
@ConfigurationProperties("limits")
@Validated
record LimitProperties(
        @DefaultValue("200") @Min(1) long requestsPerSecond,
        @DefaultValue("1000") @Min(1) long burst,
        @DefaultValue("20000") @Min(1) int callers) {}
