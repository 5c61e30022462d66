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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A token per client, fetched when it is needed and used until it is nearly over. For any number of threads. */
public final class Tokens {

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Duration USED = Duration.ofMinutes(50);

    private record Token(String value, Instant until) {}

    /** The issuer knows no such client, or another secret: trying again does not help. */
    public static final class ClientRefused extends IOException {

        private static final long serialVersionUID = 1L;

        ClientRefused(String client) {
            super("the issuer refuses the client %s: its name or its secret is wrong".formatted(client));
        }
    }

    private final HttpClient http;
    private final URI endpoint;
    private final String secret;
    private final Map<String, Token> byClient = new ConcurrentHashMap<>();

    /**
     * Tokens for clients that share a secret, as those of the demo do.
     *
     * @param issuer without a path
     */
    public Tokens(HttpClient http, String issuer, String secret) {
        this.http = http;
        this.endpoint = URI.create(issuer + "/oauth2/token");
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
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 401 || answer.body().contains("\"invalid_client\"")) {
            throw new ClientRefused(client);
        }
        Matcher token = ACCESS_TOKEN.matcher(answer.body());
        if (!token.find()) {
            throw new IOException("the issuer gave no token to " + client);
        }
        byClient.put(client, new Token(token.group(1), Instant.now().plus(USED)));
        return token.group(1);
    }

    /** Forgets a token that was refused. */
    public void refused(String client) {
        byClient.remove(client);
    }
}
