package vn.bdhvs.local.demo;

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
import vn.bdhvs.local.issuer.Identities;

/** A token per client, fetched when it is needed and used until it is nearly over. */
final class Tokens {

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Duration USED = Duration.ofMinutes(50);

    private record Token(String value, Instant until) {}

    private final HttpClient http;
    private final URI endpoint;
    private final Map<String, Token> byClient = new ConcurrentHashMap<>();

    Tokens(HttpClient http, String issuer) {
        this.http = http;
        this.endpoint = URI.create(issuer + "/oauth2/token");
    }

    String of(String client) throws IOException, InterruptedException {
        Token known = byClient.get(client);
        if (known != null && known.until().isAfter(Instant.now())) {
            return known.value();
        }
        String credentials =
                Base64.getEncoder().encodeToString((client + ":" + Identities.SECRET).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher token = ACCESS_TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IOException("the issuer gave no token to " + client);
        }
        byClient.put(client, new Token(token.group(1), Instant.now().plus(USED)));
        return token.group(1);
    }

    /** Forgets a token that was refused. */
    void refused(String client) {
        byClient.remove(client);
    }
}
