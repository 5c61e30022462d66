package vn.bdhvs.analytics.login;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a login lasts. All times are real ones.
 *
 * @param idle for people: how long after they were last seen; an open page is seen
 * @param idleDisplay for wall screens, which are switched off for holidays
 * @param rightsAge after which time the issuer is asked again what somebody may do
 * @param rightsCheck how often an open stream makes sure that its viewer still may see it
 */
@ConfigurationProperties("login")
record LoginProperties(
        @DefaultValue("12h") Duration idle,
        @DefaultValue("30d") Duration idleDisplay,
        @DefaultValue("30s") Duration rightsAge,
        @DefaultValue("15s") Duration rightsCheck) {}
