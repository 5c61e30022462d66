package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ten of OWASP's API Security list of 2023, each tried from the outside. The matrices of the services try far more of 1 and 5. */
@ExtendWith(SharedSite.class)
class OwaspApiTopTenTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ASSISTS = "/api/v1/assists";
    private static final String CAMPAIGN = "/api/v1/campaigns/" + Caller.CAMPAIGN;

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(String address, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Path of a report of the district 724. */
    private static String report(Site site, String reference) {
        HttpResponse<String> made = site.caller("district-724").assist(site.session(), "25942", 1, reference);
        assertThat(made.statusCode()).isIn(200, 201);
        return made.headers()
                .firstValue("Location")
                .or(() -> made.headers().firstValue("Content-Location"))
                .orElseThrow();
    }

    @Test
    @DisplayName("API1:2023 Broken Object Level Authorization")
    void others(Site site) {
        String path = site.session().url() + report(site, "owasp-1");
        String id = path.substring(path.lastIndexOf('/') + 1);
        Caller other = site.caller("district-725");
        assertThat(other.get(path).statusCode()).isEqualTo(404);
        assertThat(other.get(path + "/history").statusCode()).isEqualTo(404);
        assertThat(other.post(path + "/retraction", "{\"reason\":\"mine now\"}").statusCode())
                .isEqualTo(404);
        String receipt = site.analytics().url() + "/api/v1/activities/%s/receipt";
        assertThat(other.json(receipt.formatted(id)).path("status").asString()).isEqualTo("pending");
        assertThat(other.get(site.analytics().url() + CAMPAIGN + "/figures?unit=25942")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("API2:2023 Broken Authentication")
    void tokens(Site site) {
        String good = site.caller("operations").token();
        String header = encoded("{\"alg\":\"none\"}");
        String claims = good.split("\\.")[1];
        for (String bad : List.of("", "guessed", header + "." + claims + ".", good + "x", good.substring(0, 100))) {
            for (String address : List.of(
                    site.session().url() + ASSISTS,
                    site.analytics().url() + "/api/v1/ingest",
                    site.analytics().management() + "/actuator/prometheus")) {
                assertThat(send(request(address, bad)).statusCode()).isEqualTo(401);
            }
        }
        assertThat(send(request(site.analytics().url() + "/api/v1/me", "").header("Cookie", "SESSION=guessed"))
                        .statusCode())
                .isEqualTo(401);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("API3:2023 Broken Object Property Level Authorization")
    void properties(Site site) {
        String path = site.session().url() + report(site, "owasp-0912345678");
        assertThat(site.caller("district-724").get(path).body()).contains("0912345678");
        assertThat(site.caller("province-74").get(path).body())
                .as("what another client calls it is that client's business")
                .doesNotContain("0912345678");
        for (String property : List.of("id", "version", "acceptedAt", "outbox", "submission")) {
            HttpResponse<String> answer = site.caller("district-724")
                    .post(
                            site.session().url() + ASSISTS,
                            Caller.assistBody("25942", 1, "owasp-3")
                                    .replaceFirst("\\{", "{\"%s\":\"mine\",".formatted(property)));
            assertThat(answer.statusCode()).isBetween(400, 422);
            assertThat(answer.body()).contains(property);
        }
    }

    /** How many requests are taken of one caller is tried by {@link FloodTests}. */
    @Test
    @DisplayName("API4:2023 Unrestricted Resource Consumption")
    void resources(Site site) {
        Caller district = site.caller("district-724");
        String padded = Caller.assistBody("25942", 1, "owasp-4").replace("}", " ".repeat(2 << 20) + "}");
        assertThat(district.post(site.session().url() + ASSISTS, padded).statusCode())
                .isEqualTo(413);
        assertThat(district.get(site.session().url() + ASSISTS + "?limit=1000000")
                        .statusCode())
                .isEqualTo(400);
        assertThat(district.get(site.analytics().url() + CAMPAIGN + "/figures/citizens/activities?limit=1000000")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("API5:2023 Broken Function Level Authorization")
    void functions(Site site) {
        Caller district = site.caller("district-724");
        String analytics = site.analytics().url();
        assertThat(district.post(analytics + "/api/v1/generations", "{}").statusCode())
                .isEqualTo(403);
        assertThat(district.post(analytics + "/api/v1/audit/repair", "{}").statusCode())
                .isEqualTo(403);
        assertThat(district.post(analytics + "/api/v1/rejections/redrive", "{}").statusCode())
                .isEqualTo(403);
        assertThat(district.get(analytics + "/api/v1/sessions").statusCode()).isEqualTo(403);
        assertThat(district.post(site.session().management() + "/actuator/outbox", "{\"operation\":\"release\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(site.caller("operations")
                        .assist(site.session(), "25942", 1, "owasp-5")
                        .statusCode())
                .isEqualTo(403);
    }

    /** The flow worth attacking is being counted twice. */
    @Test
    @DisplayName("API6:2023 Unrestricted Access to Sensitive Business Flows")
    void flows(Site site) {
        String first = report(site, "owasp-6");
        for (int i = 0; i < 5; i++) {
            assertThat(report(site, "owasp-6")).isEqualTo(first);
        }
        assertThat(site.caller("district-724").accepted(site.session(), "owasp-6"))
                .isEqualTo(1);
    }

    /** An address in any place where a caller can put one: nobody goes there. */
    @Test
    @DisplayName("API7:2023 Server Side Request Forgery")
    void addresses(Site site) throws IOException {
        AtomicInteger visits = new AtomicInteger();
        HttpServer bait = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bait.createContext("/", exchange -> {
            visits.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        bait.start();
        try {
            String address =
                    "http://127.0.0.1:%d/keys".formatted(bait.getAddress().getPort());
            String header =
                    encoded("{\"alg\":\"RS256\",\"kid\":\"a\",\"jku\":\"%1$s\",\"x5u\":\"%1$s\"}".formatted(address));
            String claims =
                    encoded("{\"iss\":\"%s\",\"sub\":\"operations\",\"aud\":\"campaign-pulse\"}".formatted(address));
            String token = header + "." + claims + "." + encoded("signature");
            for (Service service : List.of(site.session(), site.analytics())) {
                assertThat(send(request(service.url() + "/api/v1/ingest", token))
                                .statusCode())
                        .isEqualTo(401);
            }
            site.caller("district-724")
                    .post(site.session().url() + "/api/v1/classes", """
                            {"campaign":"%s","unit":"25942","team":"ky-su-tre","topic":"cong-cu-ai","mode":"online",\
                            "startedAt":"2025-03-25T08:00:00+07:00","durationMinutes":45,"learners":{"total":3},\
                            "instructors":1,"venue":"%s","clientReference":"%s"}""".formatted(Caller.CAMPAIGN, address, address));
            send(request(
                    site.analytics().url() + "/login/oauth2/code/campaign-pulse?code=a&state=b&iss=" + address, ""));
            assertThat(visits).hasValue(0);
        } finally {
            bait.stop(0);
        }
    }

    @Test
    @DisplayName("API8:2023 Security Misconfiguration")
    void configuration(Site site) {
        for (Service service : List.of(site.session(), site.analytics())) {
            HttpResponse<String> answer =
                    send(request(service.url() + "/api/v1/none", "").header("Origin", "http://elsewhere.example"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(answer.headers().firstValue("Cache-Control"))
                    .get()
                    .asString()
                    .contains("no-store");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        assertThat(send(request(site.analytics().url() + "/sign-in.html", ""))
                        .headers()
                        .firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .startsWith("default-src 'self'")
                .doesNotContain("unsafe");
        HttpResponse<String> broken =
                site.caller("district-724").post(site.session().url() + ASSISTS, "{\"campaign\":");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body().toLowerCase(Locale.ROOT)).doesNotContain("exception", "jackson", "java", "line:");
        String figures = site.analytics().url() + CAMPAIGN + "/figures?level=";
        HttpResponse<String> odd = site.caller("operations").get(figures + "%00%27%22%3Cscript%3E");
        assertThat(odd.statusCode()).isEqualTo(400);
        assertThat(odd.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(odd.body()).doesNotContain("Exception", "vn.bdhvs");
    }

    @Test
    @DisplayName("API9:2023 Improper Inventory Management")
    void inventory(Site site) {
        String token = site.caller("operations").token();
        for (Service service : List.of(site.session(), site.analytics())) {
            JsonNode described = JSON.readTree(
                    send(request(service.url() + "/v3/api-docs", "")).body());
            assertThat(described.path("paths").propertyNames())
                    .isNotEmpty()
                    .allMatch(path -> path.startsWith("/api/v1/") || path.startsWith("/schemas/"));
            for (String path :
                    List.of("/api/v2/assists", "/api/v1/debug", "/actuator/env", "/actuator/heapdump", "/h2")) {
                assertThat(send(request(service.url() + path, token)).statusCode())
                        .as(path)
                        .isIn(403, 404);
            }
            assertThat(send(request(service.management() + "/actuator/heapdump", token))
                            .statusCode())
                    .isIn(403, 404);
        }
    }

    /** What comes over Kafka is checked like what comes over HTTP. */
    @Test
    @DisplayName("API10:2023 Unsafe Consumption of APIs")
    void upstream(Site site) {
        Evidence evidence = site.evidence();
        evidence.awaitRest(Duration.ofSeconds(60));
        long before = site.caller("operations").figure(site.analytics(), "assists");
        Random random = new Random(7);
        Facts facts = new Facts(System.nanoTime());
        try (Emitter emitter = evidence.emitter()) {
            emitter.send(List.of(Flaw.values()).stream()
                    .filter(flaw -> flaw != Flaw.IDENTITY_REUSED)
                    .map(flaw -> flaw.of(facts.assist(), random))
                    .toList());
        }
        evidence.awaitRest(Duration.ofSeconds(60));
        evidence.require();
        await().until(() -> site.caller("operations").figure(site.analytics(), "assists") == before);
    }
}
