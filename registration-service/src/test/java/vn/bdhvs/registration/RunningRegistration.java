package vn.bdhvs.registration;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;

/** The whole service on the test platform, one for all tests. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "campaign.clock.start=2025-03-26T08:00:00+07:00"})
public abstract class RunningRegistration {

    @LocalServerPort
    protected int port;

    @LocalManagementPort
    protected int managementPort;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        TestPlatform.properties("registration").forEach((name, value) -> registry.add(name, () -> value));
    }

    /** The API, used with the token of this client or user; with none if the name is empty. */
    protected Api as(String name) {
        return new Api("http://127.0.0.1:" + port, name.isEmpty() ? "" : TestPlatform.token(name));
    }

    protected Api actuatorAs(String name) {
        return new Api(
                "http://127.0.0.1:" + managementPort + "/actuator", name.isEmpty() ? "" : TestPlatform.token(name));
    }
}
