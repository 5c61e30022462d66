package vn.bdhvs.analytics;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.bdhvs.local.TestPlatform;

/**
 * One running service for all tests that send events, since two would share the partitions. Tests keep out of each
 * other's way by using units of their own.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "campaign.clock.start=2025-03-26T01:01:00Z",
            "campaign.plans=classpath:plan.yaml",
            "map.geojson=classpath:made-up-districts.geojson",
            "audit.pause=20ms",
            "login.rights-age=2s",
            "login.rights-check=300ms",
            "reports.answer=1s",
            "reports.registration-service=http://127.0.0.1:1"
        })
public abstract class RunningAnalytics {

    /** Takes the reports in of whoever corrects them from the dashboard. */
    protected static final CommandDouble SESSION_SERVICE = new CommandDouble();

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        TestPlatform.properties("analytics").forEach((name, value) -> registry.add(name, () -> value));
        registry.add("reports.session-service", SESSION_SERVICE::url);
    }
}
