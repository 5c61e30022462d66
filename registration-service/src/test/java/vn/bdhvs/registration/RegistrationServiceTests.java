package vn.bdhvs.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RegistrationServiceTests extends RunningRegistration {

    @Test
    void isAliveAndReady() {
        assertThat(actuatorAs("").get("/health/liveness").status()).isEqualTo(200);
        assertThat(actuatorAs("").get("/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void letsNobodyInWithoutATokenThatMay() {
        assertThat(as("").get("/api/v1/volunteers").status()).isEqualTo(401);
        assertThat(as("leader").get("/api/v1/volunteers").status()).isEqualTo(403);
        assertThat(as("officer-724").get("/api/v1/volunteers").status()).isEqualTo(200);
        assertThat(as("officer-724").post("/api/v1/volunteers", "{}").status()).isEqualTo(403);
        assertThat(actuatorAs("district-724").get("/prometheus").status()).isEqualTo(403);
        assertThat(actuatorAs("operator")
                        .get("/prometheus", "Accept", "text/plain")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tellsOperatorsWhatWaitsAndWhatIsParked() {
        assertThat(actuatorAs("district-724").get("/outbox").status()).isEqualTo(403);
        assertThat(actuatorAs("operator").get("/outbox").json().propertyNames())
                .containsExactlyInAnyOrder("pending", "oldestAgeSeconds", "parked", "firstParked");
        assertThat(actuatorAs("operator")
                        .post("/outbox", "{\"operation\": \"release\"}")
                        .json()
                        .get("released")
                        .intValue())
                .isZero();
        assertThat(actuatorAs("operator")
                        .post("/outbox", "{\"operation\": \"forget\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void describesItsApiToAnyone() {
        JsonNode api = as("").get("/v3/api-docs").json();

        assertThat(api.get("paths").propertyNames())
                .contains("/api/v1/volunteers", "/api/v1/volunteers/batch", "/api/v1/volunteers/{id}");
        assertThat(as("").get("/swagger-ui/index.html").status()).isEqualTo(200);
    }
}
