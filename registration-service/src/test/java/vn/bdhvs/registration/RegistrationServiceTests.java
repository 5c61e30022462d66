package vn.bdhvs.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.bdhvs.local.TestPlatform;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RegistrationServiceTests {

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        TestPlatform.properties("registration").forEach((name, value) -> registry.add(name, () -> value));
        registry.add("management.server.port", () -> "0");
    }

    @Test
    void isAliveAndReady() throws Exception {
        assertThat(status(managementPort, "/actuator/health/liveness", "")).isEqualTo(200);
        assertThat(status(managementPort, "/actuator/health/readiness", "")).isEqualTo(200);
    }

    @Test
    void letsNobodyInWithoutAToken() throws Exception {
        assertThat(status(port, "/api/v1/volunteers", "")).isEqualTo(401);
        assertThat(status(port, "/api/v1/volunteers", "district-724")).isEqualTo(404);
        assertThat(status(managementPort, "/actuator/prometheus", "district-724"))
                .isEqualTo(403);
        assertThat(status(managementPort, "/actuator/prometheus", "operator")).isEqualTo(200);
    }

    private static int status(int port, String path, String name) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!name.isEmpty()) {
            request.header("Authorization", "Bearer " + TestPlatform.token(name));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
