package vn.bdhvs.analytics.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How hard the audit works.
 *
 * @param pause real time before the first day and between two: the longer, the gentler
 */
@ConfigurationProperties("audit")
record AuditProperties(@DefaultValue("2s") Duration pause) {}
