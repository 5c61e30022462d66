package vn.bdhvs.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoders;

class IssuerTests {

    private static final String DASHBOARD = "http://127.0.0.1:8080";

    @TempDir
    Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private int port;
    private Issuer issuer;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        issuer = Issuer.start(directory.resolve("issuer-key.json"), port, List.of(DASHBOARD));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void givesADistrictAnHourlyTokenForItsOwnUnitThatStaysValidAcrossARestart() throws Exception {
        HttpResponse<String> response = token("district-724", "grant_type=client_credentials");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        String token = field(response.body(), "access_token");

        issuer.close();
        start(); // on another port, so that only the key is the same
        Jwt jwt = org.springframework.security.oauth2.jwt.NimbusJwtDecoder.withJwkSetUri(issuer.uri() + "/oauth2/jwks")
                .build()
                .decode(token);

        assertThat(jwt.getClaimAsStringList("aud")).containsExactly("campaign-pulse");
        assertThat(jwt.getClaimAsStringList("roles")).containsExactly("emitter");
        assertThat(jwt.getClaimAsStringList("units")).containsExactly("724");
        assertThat(jwt.getSubject()).isEqualTo("district-724");
        assertThat(jwt.getHeaders()).containsEntry("alg", "RS256");
        assertThat(jwt.getExpiresAt()).isEqualTo(jwt.getIssuedAt().plusSeconds(3600));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("issuer-key.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void publishesItsMetadataUnderItsAddress() throws Exception {
        String token =
                field(token("province-74", "grant_type=client_credentials").body(), "access_token");
        assertThat(JwtDecoders.fromIssuerLocation(issuer.uri()).decode(token).getClaimAsStringList("units"))
                .containsExactly("74");
    }

    @Test
    void refusesAWrongSecret() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer.uri() + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=district-724&client_secret=wrong"))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void letsAnOfficerLogInToTheDashboard() throws Exception {
        String verifier = "a-verifier-that-is-long-enough-to-be-accepted-0123456789";
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8)));
        String redirect = DASHBOARD + "/login/oauth2/code/campaign-pulse";
        String authorize = issuer.uri() + "/oauth2/authorize?"
                + form(Map.of(
                        "response_type", "code",
                        "client_id", "dashboard",
                        "scope", "openid profile",
                        "state", "s",
                        "redirect_uri", redirect,
                        "code_challenge", challenge,
                        "code_challenge_method", "S256"));
        HttpResponse<String> toLogin = get(authorize, "text/html");
        assertThat(toLogin.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        String page = get(issuer.uri() + "/login", "text/html").body();
        Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page);
        assertThat(csrf.find()).isTrue();
        HttpResponse<String> loggedIn = post(
                issuer.uri() + "/login",
                form(Map.of("username", "officer-724", "password", "demo", "_csrf", csrf.group(1))),
                null);
        HttpResponse<String> back =
                get(loggedIn.headers().firstValue("Location").orElseThrow(), "text/html");
        String location = back.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(redirect + "?code=");
        String code = location.replaceAll(".*code=([^&]+).*", "$1");

        HttpResponse<String> tokens = token(
                "dashboard",
                form(Map.of("grant_type", "authorization_code", "redirect_uri", redirect, "code_verifier", verifier))
                        + "&code=" + code);

        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        for (String kind : List.of("access_token", "id_token")) {
            var claims = SignedJWT.parse(field(tokens.body(), kind)).getJWTClaimsSet();
            assertThat(claims.getSubject()).isEqualTo("officer-724");
            assertThat(claims.getStringListClaim("roles")).containsExactly("officer");
            assertThat(claims.getStringListClaim("units")).containsExactly("724");
        }
        assertThat(tokens.body()).contains("refresh_token");
    }

    private HttpResponse<String> token(String client, String form) throws Exception {
        return post(issuer.uri() + "/oauth2/token", form, client);
    }

    private HttpResponse<String> get(String uri, String accept) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(uri)).header("Accept", accept).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String uri, String form, String client) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (client != null) {
            String credentials = Base64.getEncoder()
                    .encodeToString((client + ":" + Identities.SECRET).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String field(String json, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }
}
