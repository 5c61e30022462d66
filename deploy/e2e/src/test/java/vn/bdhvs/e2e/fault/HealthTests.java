package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** What balancers, orchestrators and callers are told while a store is out of reach. */
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

    @Test
    void asksToComeAgainWhereTheStoreBreaksOffAnAnswer(Site site) {
        String campaign = site.analytics().url() + "/api/v1/campaigns/" + Facts.CAMPAIGN;
        Caller reader = site.caller("operations");
        for (String collection : List.of("figures", "journal")) {
            String question = collection.equals("figures") ? "/figures" : "/figures/citizens/activities?unit=25942";
            Fault cut = site.analytics().store().on("find", collection).cutRequest();
            HttpResponse<String> answer = reader.get(campaign + question);
            assertThat(cut.fired()).isPositive();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            site.analytics().store().clear();
            await("answered")
                    .atMost(SOON)
                    .until(() -> reader.get(campaign + question).statusCode() == 200);
        }
    }

    @Test
    void answersNothingThatCannotBeNotedAndAsksToComeAgain(Site site) {
        String reference = "noted-" + System.nanoTime();
        Caller district = site.caller("district-724");
        String id = new JsonMapper()
                .readTree(district.assist(site.session(), "25942", 1, reference).body())
                .path("id")
                .asString();
        Fault unnoted = site.session().store().on("insert", "access").cutRequest();
        HttpResponse<String> retracted = district.post(
                site.session().url() + "/api/v1/assists/" + id + "/retraction", "{\"reason\":\"a test\"}");
        assertThat(unnoted.fired()).isPositive();
        assertThat(retracted.statusCode()).as(retracted.body()).isEqualTo(503);
        assertThat(retracted.body()).contains("outcome-unknown");
        site.session().store().clear();

        unnoted = site.analytics().store().on("insert", "access").cutRequest();
        HttpResponse<String> taken = site.caller("operations")
                .get(site.analytics().url() + "/api/v1/campaigns/" + Facts.CAMPAIGN + "/export?format=csv&sheet=days");
        assertThat(unnoted.fired()).isPositive();
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(503);
        assertThat(taken.body()).contains("Ask again later");
        site.analytics().store().clear();
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }
}
