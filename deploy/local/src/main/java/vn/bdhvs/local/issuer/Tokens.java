package vn.bdhvs.local.issuer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A token per client, fetched when it is needed and used until it is nearly over. For any number of threads. */
public final class Tokens {

    /** Of an issuer that does not say for how long a token is good. */
    private static final long USUAL_SECONDS = 60;

    private static final int PERCENT_USED = 90;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private record Token(String value, Instant until) {}

    /** The issuer knows no such client, or another secret: trying again does not help. */
    public static final class ClientRefused extends IOException {

        private static final long serialVersionUID = 1L;

        ClientRefused(String client) {
            super("the issuer refuses the client %s: its name or its secret is wrong".formatted(client));
        }
    }

    private final HttpClient http;
    private final String issuer;
    private final String secret;
    private final Map<String, Token> byClient = new ConcurrentHashMap<>();
    private volatile @Nullable URI endpoint;

    /**
     * Tokens for clients that share a secret, as those of the demo do.
     *
     * @param issuer as tokens name it; it is asked itself where it gives them (OpenID Connect Discovery 1.0, section 4)
     */
    public Tokens(HttpClient http, String issuer, String secret) {
        this.http = http;
        this.issuer = issuer;
        this.secret = secret;
    }

    /**
     * A token of this client, the same one until it is nearly over.
     *
     * @throws ClientRefused if the issuer does not let this client in
     * @throws IOException if the issuer cannot be reached or gives no token
     */
    public String of(String client) throws IOException, InterruptedException {
        Token known = byClient.get(client);
        if (known != null && known.until().isAfter(Instant.now())) {
            return known.value();
        }
        String credentials =
                Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(endpoint())
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 401 || answer.body().contains("\"invalid_client\"")) {
            throw new ClientRefused(client);
        }
        JsonNode given = read(answer);
        String token = given.path("access_token").asString("");
        if (token.isEmpty()) {
            throw new IOException("the issuer gave no token to " + client);
        }
        long seconds = given.path("expires_in").asLong(USUAL_SECONDS) * PERCENT_USED / 100;
        byClient.put(client, new Token(token, Instant.now().plusSeconds(seconds)));
        return token;
    }

    private URI endpoint() throws IOException, InterruptedException {
        URI known = endpoint;
        if (known != null) {
            return known;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .timeout(PATIENCE)
                .build();
        String named = read(http.send(request, HttpResponse.BodyHandlers.ofString()))
                .path("token_endpoint")
                .asString("");
        if (named.isEmpty()) {
            throw new IOException(issuer + " does not say where it gives tokens");
        }
        URI found = URI.create(named);
        endpoint = found;
        return found;
    }

    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException("%s answers %d, and no JSON".formatted(answer.uri(), answer.statusCode()), e);
        }
    }

    /** Forgets a token that was refused. */
    public void refused(String client) {
        byClient.remove(client);
    }
}
