package vn.bdhvs.report;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How control totals are told. Real time.
 *
 * @param every between two looks
 * @param settle how long after its end a minute is taken for complete: no write takes longer, and no clock is that far off
 */
@ConfigurationProperties("tally")
record TallyProperties(
        @DefaultValue("5s") Duration every,
        @DefaultValue("90s") Duration settle) {}
