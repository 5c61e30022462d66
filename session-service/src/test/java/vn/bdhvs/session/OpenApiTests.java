package vn.bdhvs.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.DescribedForm;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

/** The description of the API, held against the API. */
@ServiceTest
class OpenApiTests {

    @LocalServerPort
    int port;

    private Api as(String token) {
        return new Api("http://127.0.0.1:" + port, token);
    }

    @Test
    void describesItselfToAnyone() {
        JsonNode api = as("").get("/v3/api-docs").json();

        assertThat(api.get("paths").propertyNames())
                .contains("/api/v1/assists", "/api/v1/classes", "/api/v1/nil-reports", "/api/v1/classes/batch");
        assertThat(api.at("/paths/~1api~1v1~1classes~1batch/post/requestBody/content")
                        .propertyNames())
                .containsExactlyInAnyOrder("application/x-ndjson", "text/csv");
        assertThat(api.at("/paths/~1api~1v1~1classes/post/requestBody/content/application~1json/schema/$ref")
                        .stringValue())
                .isEqualTo("#/components/schemas/ClassForm");
        assertThat(as("").get("/swagger-ui.html").status()).isEqualTo(302);
        assertThat(as("").get("/swagger-ui/index.html").response().body()).contains("swagger-ui");
    }

    /** A field that is taken and not described, or the other way round, is a lie to whoever reads one of the two. */
    @ParameterizedTest
    @CsvSource({"/api/v1/assists, AssistForm", "/api/v1/classes, ClassForm", "/api/v1/nil-reports, NilReportForm"})
    void describesTheFieldsThatItTakes(String path, String form) {
        DescribedForm.saysWhatIsTaken(as(Platform.ISSUER.token("district-724", "724")), path, form);
    }
}
