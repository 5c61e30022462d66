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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uri = "http://127.0.0.1:" + server.getAddress().getPort();
        String metadata = """
                {"issuer":"%1$s","jwks_uri":"%1$s/oauth2/jwks","token_endpoint":"%1$s/oauth2/token",\
                "authorization_endpoint":"%1$s/oauth2/authorize","subject_types_supported":["public"],\
                "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256"]}""".formatted(uri);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata));
        server.createContext(
                "/oauth2/jwks", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
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
        if (!credentials.equals(client + ":" + Identities.SECRET)
                || Identities.named(client).isEmpty()) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else {
            String token = token(client);
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3599}".formatted(token));
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String token(String name) {
        Map<String, Object> claims = Identities.named(name)
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
