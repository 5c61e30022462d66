package vn.bdhvs.analytics.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;

class OpenApiTests extends RunningAnalytics {

    @LocalServerPort
    private int port;

    @Test
    void describesEveryOperationAndEveryParameter() {
        JsonNode description = Api.open(port).json("/v3/api-docs");
        assertThat(description.path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/v1/screens/delays",
                        "/api/v1/campaigns",
                        "/api/v1/campaigns/{code}",
                        "/api/v1/campaigns/{campaign}/export",
                        "/api/v1/campaigns/{campaign}/figures",
                        "/api/v1/campaigns/{campaign}/figures/differences",
                        "/api/v1/campaigns/{campaign}/figures/{measure}/activities",
                        "/api/v1/campaigns/{campaign}/live",
                        "/api/v1/campaigns/{campaign}/map",
                        "/api/v1/campaigns/{campaign}/screen",
                        "/api/v1/campaigns/{campaign}/reporting",
                        "/api/v1/activities/{id}/receipt",
                        "/api/v1/activities/receipt",
                        "/api/v1/audit",
                        "/api/v1/audit/repair",
                        "/api/v1/control-totals",
                        "/api/v1/control-totals/acceptances",
                        "/api/v1/generations",
                        "/api/v1/generations/{generation}",
                        "/api/v1/ingest",
                        "/api/v1/ingest/partitions/{topic}/{partition}/reread",
                        "/api/v1/reports/{kind}/{id}",
                        "/api/v1/reports/{kind}/{id}/retraction",
                        "/api/v1/rejections",
                        "/api/v1/rejections/redrive",
                        "/api/v1/rejections/summary",
                        "/api/v1/rejections/{origin}",
                        "/api/v1/me",
                        "/api/v1/sessions",
                        "/api/v1/sessions/{key}");
        description
                .path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    assertThat(operation.path("summary").asString()).as(path).isNotBlank();
                    operation.path("parameters").forEach(parameter -> assertThat(
                                    parameter.path("description").asString())
                            .as("%s %s", path, parameter.path("name"))
                            .isNotBlank());
                    assertThat(operation.path("security").size()).as(path).isEqualTo(1);
                    if (method.equals("get")) {
                        assertThat(operation.path("requestBody").isMissingNode())
                                .as(path)
                                .isTrue();
                    }
                }));
        assertThat(description.at("/components/securitySchemes/token/scheme").asString())
                .isEqualTo("bearer");
    }

    @Test
    void showsItWithAPolicyThatItsPageCanLiveWith() {
        HttpResponse<String> address = Api.open(port).get("/swagger-ui.html");
        assertThat(address.statusCode()).isEqualTo(302);
        String page = address.headers().firstValue("location").orElseThrow();
        HttpResponse<String> shown = Api.open(port).get(page);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("content-security-policy"))
                .get()
                .asString()
                .contains("style-src 'self' 'unsafe-inline'");
        String folder = page.substring(0, page.lastIndexOf('/') + 1);
        for (String asset : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "swagger-initializer.js"}) {
            assertThat(shown.body()).contains(asset);
            assertThat(Api.open(port).get(folder + asset).statusCode())
                    .as(asset)
                    .isEqualTo(200);
        }
        assertThat(Api.open(port).get("/v3/api-docs/swagger-config").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/campaigns/none"})
    void leavesThePolicyOfEverythingElseStrict(String path) {
        assertThat(Api.open(port).get(path).headers().firstValue("content-security-policy"))
                .get()
                .asString()
                .doesNotContain("unsafe-inline");
    }
}
