package vn.bdhvs.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A district's computer: it has a token of the issuer and sends reports. */
final class District {

    static final String CAMPAIGN = "binh-dan-hoc-vu-so-2025";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Installation at;
    private final String token;
    private final String readersToken;

    District(Installation at, String client) {
        this.at = at;
        this.token = token(client);
        this.readersToken = token("operations");
    }

    private String token(String client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(at.issuer() + "/oauth2/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((client + ":demo").getBytes()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        return JSON.readTree(send(request).body()).path("access_token").asString();
    }

    String token() {
        return token;
    }

    /** A token of somebody who sees all of the province. */
    String readersToken() {
        return readersToken;
    }

    /** Reports citizens helped on 25 March 2025 under a reference of the sender's own. */
    HttpResponse<String> report(String unit, int citizens, String reference) {
        return post(unit, citizens, reference, "Bearer " + token);
    }

    HttpResponse<String> post(String unit, int citizens, String reference, String authorization) {
        String body = """
                {"campaign":"%s","unit":"%s","team":"tri-thuc-tre","service":"chu-ky-so-ca-nhan","channel":"one-stop",
                 "assistedAt":"2025-03-25T09:00:00+07:00","citizens":%d,"outcome":"completed","clientReference":"%s"}
                """.formatted(CAMPAIGN, unit, citizens, reference);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at.session() + "/api/v1/assists"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    /** Gets JSON from any address of the installation. */
    JsonNode get(String address) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .build());
        return JSON.readTree(answer.body());
    }

    /** Posts to any address of the installation. */
    JsonNode post(String address, String contentType, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        return JSON.readTree(answer.body());
    }

    /** Whether a report under this reference was accepted, as the service says. */
    boolean wasAccepted(String reference) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(at.session() + "/api/v1/assists?clientReference=" + reference))
                        .timeout(Duration.ofSeconds(10))
                        .header("Authorization", "Bearer " + token)
                        .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).path("items").size() == 1;
    }

    /** Total of a measure over the province, by the query of somebody who sees all of it. */
    long figure(String measure) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        URI.create(at.analytics() + "/api/v1/campaigns/" + CAMPAIGN + "/figures?level=province"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + readersToken)
                .build());
        JsonNode rows = JSON.readTree(answer.body()).path("rows");
        return rows.valueStream().mapToLong(row -> row.path(measure).asLong()).sum();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** No answer came: whether the report was accepted is not known. */
    static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unanswered(IOException cause) {
            super(cause);
        }
    }
}
