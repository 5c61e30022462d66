package vn.bdhvs.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import vn.bdhvs.local.issuer.Identities;
import vn.bdhvs.local.issuer.SigningKey;

/**
 * Issues the tokens that the platform's issuer issues, to the same identities, without its web application: that would
 * put Spring MVC on the class path of every service under test.
 */
final class TestIssuer {

    private final RSAKey key = SigningKey.generate();
    private final HttpServer server;
    private final String uri;
    private final Map<String, Identities.Identity> otherRights = new ConcurrentHashMap<>();
    private final CodeFlow people = new CodeFlow(this::signed);

    TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uri = "http://127.0.0.1:" + server.getAddress().getPort();
        String metadata = """
                {"issuer":"%1$s","jwks_uri":"%1$s/oauth2/jwks","token_endpoint":"%1$s/oauth2/token",\
                "authorization_endpoint":"%1$s/oauth2/authorize","end_session_endpoint":"%1$s/connect/logout","subject_types_supported":["public"],\
                "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256"]}""".formatted(uri);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata));
        server.createContext(
                "/oauth2/jwks", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/oauth2/authorize", exchange -> {
            String back = people.authorize(parameters(exchange.getRequestURI().getRawQuery()))
                    .toString();
            exchange.getResponseHeaders().add("Location", back);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/oauth2/token", this::issue);
        server.start();
    }

    String uri() {
        return uri;
    }

    private void issue(HttpExchange exchange) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String credentials = given.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(given.substring("Basic ".length())), StandardCharsets.UTF_8)
                : "";
        String client = credentials.split(":")[0];
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean dashboard = client.equals(Identities.DASHBOARD);
        if (!credentials.equals(client + ":" + Identities.SECRET)
                || !dashboard && Identities.named(client).isEmpty()) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (dashboard) {
            String tokens = people.token(form).orElse("");
            answer(exchange, tokens.isEmpty() ? 400 : 200, tokens.isEmpty() ? "{\"error\":\"invalid_grant\"}" : tokens);
        } else {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3599}".formatted(token(client)));
        }
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1]), (one, other) -> other));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String token(String name) {
        return signed(name, Map.of());
    }

    /** Whatever the demo says of somebody, from now on it is this. */
    void rights(String name, List<String> roles, List<String> units) {
        otherRights.put(name, new Identities.Identity(name, roles, units));
    }

    void usualRights(String name) {
        otherRights.remove(name);
    }

    CodeFlow people() {
        return people;
    }

    /** A token with the rights of somebody, and with other claims than usual. A claim of null is left out. */
    String signed(String name, Map<String, Object> otherClaims) {
        Map<String, Object> claims = Optional.ofNullable(otherRights.get(name))
                .or(() -> Identities.named(name))
                .orElseThrow(() -> new IllegalArgumentException("nobody is called " + name))
                .claims();
        Instant now = Instant.now();
        JWTClaimsSet.Builder token = new JWTClaimsSet.Builder()
                .issuer(uri)
                .subject(name)
                .audience(List.of(Identities.AUDIENCE))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
        claims.forEach(token::claim);
        otherClaims.forEach(token::claim);
        SignedJWT signed = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), token.build());
        try {
            signed.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return signed.serialize();
    }
}
