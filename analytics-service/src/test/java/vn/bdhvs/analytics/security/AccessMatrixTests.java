package vn.bdhvs.analytics.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.local.TestPlatform;

/**
 * Who may call what, of which unit: every endpoint that there is, by every role, for the own unit, another's, and with no
 * unit named. An endpoint that this does not know fails.
 */
class AccessMatrixTests extends RunningAnalytics {

    private static final String CAMPAIGN = "/api/v1/campaigns/{campaign}";

    /** What each endpoint is; its address is made of this very key. */
    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("GET /", Rule.ANY_TOKEN),
            Map.entry("GET /index.html", Rule.ANY_TOKEN),
            Map.entry("GET /assets/{version}/{*path}", Rule.OPEN),
            Map.entry("GET /api/v1/me", Rule.ANY_TOKEN),
            Map.entry("GET /api/v1/campaigns", Rule.CATALOGUE),
            Map.entry("GET " + CAMPAIGN.replace("{campaign}", "{code}"), Rule.CATALOGUE),
            Map.entry("GET " + CAMPAIGN + "/figures", Rule.FIGURES),
            Map.entry("GET " + CAMPAIGN + "/figures/differences", Rule.FIGURES),
            Map.entry("GET " + CAMPAIGN + "/export", Rule.FIGURES),
            Map.entry("GET " + CAMPAIGN + "/map", Rule.CATALOGUE),
            Map.entry("GET " + CAMPAIGN + "/reporting", Rule.FIGURES),
            Map.entry("GET " + CAMPAIGN + "/live", Rule.FIGURES),
            Map.entry("GET " + CAMPAIGN + "/screen", Rule.FIGURES),
            Map.entry("GET " + CAMPAIGN + "/figures/{measure}/activities", Rule.ACTIVITIES),
            Map.entry("GET /api/v1/activities/{id}/receipt", Rule.RECEIPT),
            Map.entry("GET /api/v1/activities/receipt", Rule.RECEIPT),
            Map.entry("GET /api/v1/reports/{kind}/{id}", Rule.REPORTS),
            Map.entry("PUT /api/v1/reports/{kind}/{id}", Rule.REPORTS),
            Map.entry("POST /api/v1/reports/{kind}/{id}/retraction", Rule.REPORTS),
            Map.entry("GET /api/v1/rejections", Rule.OPERATION),
            Map.entry("GET /api/v1/rejections/summary", Rule.OPERATION),
            Map.entry("GET /api/v1/rejections/{origin}", Rule.OPERATION),
            Map.entry("POST /api/v1/rejections/redrive", Rule.OPERATION),
            Map.entry("GET /api/v1/ingest", Rule.OPERATION),
            Map.entry("POST /api/v1/ingest/partitions/{topic}/{partition}/reread", Rule.OPERATION),
            Map.entry("GET /api/v1/audit", Rule.OPERATION),
            Map.entry("POST /api/v1/audit/repair", Rule.OPERATION),
            Map.entry("GET /api/v1/control-totals", Rule.OPERATION),
            Map.entry("POST /api/v1/control-totals/acceptances", Rule.OPERATION),
            Map.entry("GET /api/v1/generations", Rule.OPERATION),
            Map.entry("POST /api/v1/generations", Rule.OPERATION),
            Map.entry("DELETE /api/v1/generations/{generation}", Rule.OPERATION),
            Map.entry("POST /api/v1/screens/delays", Rule.CATALOGUE),
            Map.entry("GET /api/v1/sessions", Rule.OPERATION),
            Map.entry("DELETE /api/v1/sessions/{key}", Rule.OPERATION),
            Map.entry("GET /v3/api-docs", Rule.OPEN),
            Map.entry("GET /v3/api-docs.yaml", Rule.OPEN),
            Map.entry("GET /v3/api-docs/swagger-config", Rule.OPEN),
            Map.entry("GET /swagger-ui.html", Rule.OPEN));

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("{campaign}", "binh-dan-hoc-vu-so-2025"),
            Map.entry("{code}", "binh-dan-hoc-vu-so-2025"),
            Map.entry("{measure}", "citizens"),
            Map.entry("{id}", "nothing-of-that-name"),
            Map.entry("{kind}", "nothing-of-that-name"),
            Map.entry("{origin}", "nothing-of-that-name"),
            Map.entry("{topic}", "class-held"),
            Map.entry("{partition}", "0"),
            Map.entry("{generation}", "999999"),
            Map.entry("{key}", "nothing-of-that-name"),
            Map.entry("{version}", "1"),
            Map.entry("{*path}", "js/main.js"));

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    private enum Rule {
        OPEN,
        ANY_TOKEN,
        CATALOGUE,
        FIGURES,
        ACTIVITIES,
        RECEIPT,
        REPORTS,
        OPERATION
    }

    /** Whose token it is. All of one district's have the district 724. */
    private enum Caller {
        NOBODY,
        NO_ROLE,
        EMITTER,
        OFFICER,
        DISPLAY_OF_A_DISTRICT,
        DISPLAY,
        LEADER,
        OPERATOR;

        String token() {
            return switch (this) {
                case NOBODY -> "";
                case NO_ROLE -> TestPlatform.token("leader", Map.of("roles", List.of(), "units", List.of("724")));
                case EMITTER -> TestPlatform.token("district-724");
                case OFFICER -> TestPlatform.token("officer-724");
                case DISPLAY_OF_A_DISTRICT -> TestPlatform.token("display", Map.of("units", List.of("724")));
                case DISPLAY -> TestPlatform.token("display");
                case LEADER -> TestPlatform.token("leader");
                case OPERATOR -> TestPlatform.token("operator");
            };
        }

        boolean isOfADistrict() {
            return this == EMITTER || this == OFFICER || this == DISPLAY_OF_A_DISTRICT;
        }

        boolean isADisplay() {
            return this == DISPLAY || this == DISPLAY_OF_A_DISTRICT;
        }
    }

    private enum Asked {
        OWN("724"),
        BELOW_OWN("25942"),
        OTHER("725"),
        BELOW_OTHER("25963"),
        ABOVE("74"),
        NONE("");

        private final String unit;

        Asked(String unit) {
            this.unit = unit;
        }

        boolean isOthers() {
            return this == OTHER || this == BELOW_OTHER || this == ABOVE;
        }
    }

    /** 200 stands for being let in: whatever becomes of the request then. */
    private static int expected(Rule rule, Caller caller, Asked asked) {
        if (rule == Rule.OPEN) {
            return 200;
        }
        if (caller == Caller.NOBODY) {
            return 401;
        }
        return switch (rule) {
            case ANY_TOKEN -> 200;
            case CATALOGUE -> caller == Caller.NO_ROLE ? 403 : 200;
            case FIGURES -> caller == Caller.NO_ROLE || caller.isOfADistrict() && asked.isOthers() ? 403 : 200;
            case ACTIVITIES ->
                caller == Caller.NO_ROLE || caller.isADisplay() || caller.isOfADistrict() && asked.isOthers()
                        ? 403
                        : 200;
            case RECEIPT -> caller == Caller.NO_ROLE || caller.isADisplay() ? 403 : 200;
            case REPORTS -> caller == Caller.EMITTER || caller == Caller.OFFICER ? 200 : 403;
            case OPERATION -> caller == Caller.OPERATOR ? 200 : 403;
            case OPEN -> throw new IllegalStateException();
        };
    }

    private Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        mapping.getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternsCondition().getPatterns().forEach(pattern -> {
                    if (info.getMethodsCondition().getMethods().isEmpty()) {
                        endpoints.add("ANY " + pattern);
                    }
                    info.getMethodsCondition().getMethods().forEach(method -> endpoints.add(method + " " + pattern));
                }));
        return endpoints;
    }

    @Test
    void knowsEveryEndpointThatThereIs() {
        assertThat(endpoints()).isEqualTo(new TreeSet<>(RULES.keySet()));
    }

    @TestFactory
    Stream<DynamicNode> everyCell() {
        return endpoints().stream()
                .map(endpoint -> dynamicContainer(
                        endpoint, Arrays.stream(Caller.values()).flatMap(caller -> Arrays.stream(Asked.values())
                                .map(asked -> cell(endpoint, caller, asked)))));
    }

    private DynamicTest cell(String endpoint, Caller caller, Asked asked) {
        return dynamicTest(caller + " " + asked, () -> {
            Rule rule = RULES.get(endpoint);
            assertThat(rule).as("a rule for " + endpoint).isNotNull();
            int expected = expected(rule, caller, asked);
            int status = status(endpoint, caller.token(), asked);
            if (expected == 200) {
                assertThat(status).isNotIn(401, 403).isLessThan(500);
            } else {
                assertThat(status).isEqualTo(expected);
            }
        });
    }

    private int status(String endpoint, String token, Asked asked) throws IOException, InterruptedException {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = endpoint.substring(endpoint.indexOf(' ') + 1);
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            path = path.replace(name.getKey(), name.getValue());
        }
        String query = "?clientReference=none&after=2025-03-01T00:00:00Z"
                + (asked.unit.isEmpty() ? "" : "&unit=" + asked.unit);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + query));
        if (!method.equals("GET")) {
            // What none of them takes or gives is looked at right after the rights: so nothing is rebuilt or redriven.
            request.header("Content-Type", "text/plain").header("Accept", "application/x-nothing");
        }
        return send(request.method(method, HttpRequest.BodyPublishers.noBody()), token);
    }

    /** The status only: a stream never ends. */
    private static int send(HttpRequest.Builder request, String token) throws IOException, InterruptedException {
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> answer =
                HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
                body.readAllBytes();
            }
        }
        return answer.statusCode();
    }

    @TestFactory
    Stream<DynamicTest> actuator(@Autowired PathMappedEndpoints actuator) {
        return actuator.getAllPaths().stream().flatMap(path -> Arrays.stream(Caller.values())
                .map(caller -> dynamicTest(path + " " + caller, () -> {
                    int expected = path.endsWith("/health") || caller == Caller.OPERATOR
                            ? 200
                            : caller == Caller.NOBODY ? 401 : 403;
                    assertThat(send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)),
                                    caller.token()))
                            .isEqualTo(expected);
                })));
    }
}
