package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What balancers and orchestrators are told while a store is out of reach. */
@ExtendWith(SharedSite.class)
class HealthTests {

    /** The driver looks every ten seconds, and whenever a command fails. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void isNotReadyWhileItsStoreIsAwayAndSaysSoAndLives(Site site) {
        Caller anybody = site.caller("operations");
        for (Service service : List.of(site.session(), site.analytics())) {
            String health = service.management() + "/actuator/health/";
            service.store().away();
            await("not ready").atMost(SOON).untilAsserted(() -> {
                assertThat(anybody.get(health + "readiness").statusCode()).isEqualTo(503);
                assertThat(anybody.json(health + "liveness").path("status").asString())
                        .isEqualTo("UP");
            });
            assertThat(anybody.get(health + "readiness").body()).contains("\"store\":{", "\"status\":\"DOWN\"");
            service.store().back();
            await("ready")
                    .atMost(SOON)
                    .until(() -> anybody.get(health + "readiness").statusCode() == 200);
        }
    }
}
