package vn.bdhvs.session.platform;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

/** An issuer of tokens that also issues the bad ones that no honest issuer would. */
public final class Issuer {

    private final HttpServer server;
    private final RSAKey key;
    private final RSAKey unpublished;

    public Issuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("published").generate();
            unpublished = new RSAKeyGenerator(2048).keyID("published").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException(e);
        }
        serve("/.well-known/openid-configuration", """
                {"issuer": "%s", "jwks_uri": "%s/keys", "subject_types_supported": ["public"]}
                """.formatted(uri(), uri()));
        serve("/keys", new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token as a district's system gets it. */
    public String token(String client, String... units) {
        return token(client, claims -> claims.claim("units", List.of(units)));
    }

    public String token(String client, Consumer<JWTClaimsSet.Builder> changes) {
        return signed(key, claims(client, changes));
    }

    /** Signed by a key that only bears the name of the right one. */
    public String forged(String client, String... units) {
        return signed(unpublished, claims(client, claims -> claims.claim("units", List.of(units))));
    }

    /** With {@code alg: none}. */
    public String unsigned(String client, String... units) {
        return new PlainJWT(claims(client, claims -> claims.claim("units", List.of(units)))).serialize();
    }

    private JWTClaimsSet claims(String client, Consumer<JWTClaimsSet.Builder> changes) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject(client)
                .audience("campaign-pulse")
                .claim("roles", List.of("emitter"))
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
        changes.accept(claims);
        return claims.build();
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
