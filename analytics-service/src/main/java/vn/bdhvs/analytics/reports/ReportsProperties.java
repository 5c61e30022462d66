package vn.bdhvs.analytics.reports;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are that take reports in, and how long they are waited for.
 *
 * @param registrationService where it is called, without a path
 * @param sessionService where it is called, without a path
 * @param connect until one has taken a connection
 * @param answer until one has answered in full
 */
@ConfigurationProperties("reports")
record ReportsProperties(
        URI registrationService,
        URI sessionService,
        @DefaultValue("2s") Duration connect,
        @DefaultValue("10s") Duration answer) {}
