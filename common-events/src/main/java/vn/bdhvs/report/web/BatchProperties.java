package vn.bdhvs.report.web;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a batch may hold.
 *
 * @param maxRows most rows
 * @param maxSize most bytes, unfolded
 * @param maxAnswer most bytes of the answer; a batch of which so much is wrong is not read on
 * @param chunk rows that are written at a time
 */
@Validated
@ConfigurationProperties("reports.batch")
record BatchProperties(
        @DefaultValue("250000") @Positive long maxRows,
        @DefaultValue("256MB") DataSize maxSize,
        @DefaultValue("64MB") DataSize maxAnswer,
        @DefaultValue("500") @Positive int chunk) {}
