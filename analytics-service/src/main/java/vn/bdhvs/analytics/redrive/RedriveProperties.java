package vn.bdhvs.analytics.redrive;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How records are put back.
 *
 * @param kafka client settings for that alone, such as {@code sasl.jaas.config}: only who puts records back needs to write on
 *     the topics of activity
 */
@ConfigurationProperties("redrive")
record RedriveProperties(@DefaultValue Map<String, String> kafka) {}
