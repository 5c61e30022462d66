package vn.bdhvs.analytics.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.local.TestPlatform;

/** The map of the made-up districts. */
class MapTests extends RunningAnalytics {

    private static final String MAP = Api.CAMPAIGN + "/map";

    @LocalServerPort
    private int port;

    @Test
    void drawsTheDistrictsOfTodayForWhoeverSeesFigures() {
        for (String reader : new String[] {"leader", "officer-724", "display"}) {
            JsonNode map = Api.as(reader, port).json(MAP);
            assertThat(map.path("type").asString()).isEqualTo("FeatureCollection");
            assertThat(map.path("missing")).isEmpty();
            assertThat(map.path("features").valueStream().map(feature -> feature.at("/properties/code")
                            .asString()))
                    .containsExactly("718", "719", "720", "721", "722", "723", "724", "725", "726");
            assertThat(map.at("/features/0/geometry/coordinates/0/0").toString())
                    .isEqualTo("[[106.4,11.05],[106.6,11.05],[106.6,11.2],[106.4,11.2],[106.4,11.05]]");
        }
        assertThat(Api.as("leader", port).json(Api.CAMPAIGN).path("map").toString())
                .isEqualTo("{\"missing\":[]}");
    }

    @Test
    void isSentOnceToWhoKeepsIt() throws IOException, InterruptedException {
        HttpResponse<String> first = Api.as("leader", port).get(MAP);
        assertThat(first.headers().firstValue("cache-control")).contains("no-cache, private");
        HttpRequest again = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + MAP))
                .header("Authorization", "Bearer " + TestPlatform.token("leader"))
                .header("If-None-Match", first.headers().firstValue("etag").orElseThrow())
                .build();
        HttpResponse<String> second = HttpClient.newHttpClient().send(again, HttpResponse.BodyHandlers.ofString());
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void knowsNoMapOfAnotherCampaign() {
        assertThat(Api.as("leader", port).get("/api/v1/campaigns/none/map").statusCode())
                .isEqualTo(404);
    }
}
