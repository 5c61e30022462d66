package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls the services with a token of the issuer: a district's program, or an operator's script. */
final class Caller {

    static final String CAMPAIGN = "binh-dan-hoc-vu-so-2025";

    private static final String HELPED = "2025-03-25T09:00:00+07:00";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String token;

    /** Gets a token, which is good for an hour, by the client's credentials. */
    Caller(String issuer, String client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/oauth2/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((client + ":demo").getBytes()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        this.token = JSON.readTree(send(request).body()).path("access_token").asString();
    }

    String token() {
        return token;
    }

    /**
     * Reports citizens helped on 25 March 2025.
     *
     * @param reference the sender's own, by which a repetition is known
     * @throws Unanswered if no answer came
     */
    HttpResponse<String> assist(Service session, String unit, int citizens, String reference) {
        return post(session.url() + "/api/v1/assists", assistBody(unit, citizens, reference));
    }

    /**
     * Reports citizens helped as one batch.
     *
     * @param rows by {@link #assistBody}
     * @return how many rows were accepted
     */
    int assists(Service session, List<String> rows) {
        return batch(session, "assists", rows);
    }

    /** Reports rows of a kind ({@code classes}) as one batch; tells how many were accepted. */
    int batch(Service session, String kind, List<String> rows) {
        HttpResponse<String> answer = send(request(session.url() + "/api/v1/" + kind + "/batch")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", rows)))
                .build());
        return JSON.readTree(answer.body()).path("accepted").asInt();
    }

    /** A report as {@link #assist} sends it. */
    static String assistBody(String unit, int citizens, String reference) {
        return assistBody(unit, citizens, reference, HELPED);
    }

    /** The same for another time. */
    static String assistBody(String unit, int citizens, String reference, String assistedAt) {
        return """
                {"campaign":"%s","unit":"%s","team":"tri-thuc-tre","service":"chu-ky-so-ca-nhan","channel":"one-stop",\
                "assistedAt":"%s","citizens":%d,"outcome":"completed","clientReference":"%s"}""".formatted(CAMPAIGN, unit, assistedAt, citizens, reference);
    }

    /** Whether a report under this reference was accepted, as the service says: how many are, which must be 0 or 1. */
    int accepted(Service session, String reference) {
        return json(session.url() + "/api/v1/assists?clientReference=" + reference)
                .path("items")
                .size();
    }

    /** Total of a measure ({@code assists}, {@code citizens}) over the province, by the query. */
    long figure(Service analytics, String measure) {
        return json(analytics.url() + "/api/v1/campaigns/" + CAMPAIGN + "/figures?level=province")
                .path("rows")
                .valueStream()
                .mapToLong(row -> row.path(measure).asLong())
                .sum();
    }

    /**
     * A number from a service's metrics, for operators only: the sum over all its labels, or over those that hold all of
     * the given texts ({@code outcome="copy"}). Nothing if it does not show such a metric.
     */
    Optional<Double> metric(Service service, String name, String... labels) {
        return get(service.management() + "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(Double::sum);
    }

    /** The JSON of an address, which must be answered with 200. */
    JsonNode json(String address) {
        HttpResponse<String> answer = get(address);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("%s: %d %s".formatted(address, answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }

    /** What an address is answered with, byte for byte; it must be with 200. */
    byte[] download(String address) {
        HttpResponse<byte[]> answer = send(request(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("%s: %d".formatted(address, answer.statusCode()));
        }
        return answer.body();
    }

    HttpResponse<String> get(String address) {
        return send(request(address).build());
    }

    /**
     * Posts JSON.
     *
     * @param headers names and values, in turn
     */
    HttpResponse<String> post(String address, String json, String... headers) {
        return send("POST", address, json, headers);
    }

    /** Puts JSON in the place of what is there. */
    HttpResponse<String> put(String address, String json, String... headers) {
        return send("PUT", address, json, headers);
    }

    private HttpResponse<String> send(String method, String address, String json, String... headers) {
        HttpRequest.Builder request = request(address)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> delete(String address) {
        return send(request(address).DELETE().build());
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(LONGEST).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new Unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** No answer came: whether it was done is not known. */
    static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unanswered(IOException cause) {
            super(cause);
        }
    }
}
