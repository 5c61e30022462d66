package vn.bdhvs.analytics.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.Browser;
import vn.bdhvs.analytics.RunningAnalytics;

class AccessLogTests extends RunningAnalytics {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private JsonNode latest(String query) {
        return Api.as("operator", managementPort)
                .json("/actuator/accesslog?" + query)
                .path("entries");
    }

    @Test
    void notesWhoDidWhatAndWhoTriedTo() {
        assertThat(Api.as("operator", port).delete("/api/v1/generations/888888").status())
                .isEqualTo(409);
        assertThat(Api.as("officer-724", port)
                        .delete("/api/v1/generations/888888")
                        .status())
                .isEqualTo(403);
        assertThat(Api.open(port).delete("/api/v1/generations/888888").status()).isEqualTo(401);

        JsonNode entries = latest("to=/api/v1/generations/888888");
        assertThat(entries.valueStream().map(entry -> "%s %s %d"
                        .formatted(
                                entry.path("who").asString(),
                                entry.path("did").asString(),
                                entry.path("status").asInt())))
                .containsExactly("- DELETE 401", "officer-724 DELETE 403", "operator DELETE 409");
        assertThat(entries.at("/0/from").asString()).isEqualTo("127.0.0.1");
        assertThat(latest("who=officer-724&to=/api/v1/generations/888888").size())
                .isEqualTo(1);
    }

    @Test
    void notesWhoTakesFiguresAwayHoweverTheyWriteIt() {
        String path = "/api/v1/campaigns/binh-dan-hoc-vu-so-2025/";
        assertThat(Api.as("operator", port)
                        .get(path + "expor%74?format=csv&sheet=summary&unit=25945")
                        .statusCode())
                .isEqualTo(200);

        assertThat(latest("who=operator&did=GET&to=" + path + "export&limit=1")
                        .at("/0/did")
                        .asString())
                .isEqualTo("GET");
    }

    @Test
    void notesWhoLoggedInAndOut() {
        Browser browser = Browser.loggedIn(port, "leader");
        JsonNode csrf = browser.json("/api/v1/me").path("csrf");
        browser.submit(
                "/logout", csrf.path("parameter").asString(), csrf.path("token").asString());

        JsonNode entries = latest("who=leader&limit=2");
        assertThat(entries.valueStream().map(entry -> entry.path("did").asString()))
                .containsExactly("LOGOUT", "LOGIN");
        assertThat(entries.toString()).doesNotContain("code=", "state=");
    }

    @Test
    void goesBackPageByPage() {
        for (int i = 0; i < 5; i++) {
            Api.as("operator", port).delete("/api/v1/generations/77777" + i);
        }
        JsonNode first =
                Api.as("operator", managementPort).json("/actuator/accesslog?to=/api/v1/generations/77777&limit=3");
        JsonNode second = Api.as("operator", managementPort)
                .json("/actuator/accesslog?to=/api/v1/generations/77777&limit=3&before="
                        + first.path("next").asString());
        assertThat(first.at("/entries/0/to").asString()).endsWith("777774");
        assertThat(second.path("entries").valueStream().map(entry -> entry.path("to")
                        .asString()))
                .containsExactly("/api/v1/generations/777771", "/api/v1/generations/777770");
        assertThat(second.has("next")).isFalse();
    }
}
