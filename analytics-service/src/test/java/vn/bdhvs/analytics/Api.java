package vn.bdhvs.analytics;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.TestPlatform;

/** The service over HTTP, as its callers see it. */
public final class Api {

    public static final String CAMPAIGN = "/api/v1/campaigns/" + SentEvents.CAMPAIGN;

    private final vn.bdhvs.local.Api api;

    private Api(int port, String token) {
        this.api = new vn.bdhvs.local.Api("http://127.0.0.1:" + port, token);
    }

    /** Without a token. */
    public static Api open(int port) {
        return new Api(port, "");
    }

    /** With the token of a client or a user of the demo. */
    public static Api as(String name, int port) {
        return new Api(port, TestPlatform.token(name));
    }

    public JsonNode json(String path) {
        vn.bdhvs.local.Api.Answer answer = api.get(path);
        if (answer.status() != 200) {
            throw new AssertionError(
                    path + ": " + answer.status() + " " + answer.response().body());
        }
        return answer.json();
    }

    public HttpResponse<String> get(String path) {
        return api.get(path).response();
    }

    public vn.bdhvs.local.Api.Answer post(String path, String body) {
        return api.post(path, body);
    }

    public vn.bdhvs.local.Api.Answer delete(String path) {
        return api.delete(path);
    }

    /** The row of a unit. */
    public static JsonNode row(JsonNode rows, String unit) {
        return rows.valueStream()
                .filter(row -> row.path("unit").asString().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
