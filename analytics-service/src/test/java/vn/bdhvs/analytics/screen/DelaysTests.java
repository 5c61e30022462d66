package vn.bdhvs.analytics.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.local.TestPlatform;

class DelaysTests extends RunningAnalytics {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private HttpResponse<String> tell(String json) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/screens/delays"))
                        .header("Authorization", "Bearer " + TestPlatform.token("display"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String metrics() throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus"))
                                .header("Authorization", "Bearer " + TestPlatform.token("operator"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void becomeAMetric() throws IOException, InterruptedException {
        assertThat(tell("{\"seconds\": [0.25, 0.75]}").statusCode()).isEqualTo(204);
        assertThat(metrics())
                .contains("screen_delay_seconds_count 2", "screen_delay_seconds_sum 1.0")
                .contains("screen_delay_seconds_bucket{le=\"0.25\"} 1", "screen_delay_seconds_bucket{le=\"1.0\"} 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"seconds\": [-1]}", "{\"seconds\": [null]}", "{\"seconds\": [86401]}"})
    void areRefusedIfTheyCannotBe(String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = tell(json);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("seconds");
    }
}
