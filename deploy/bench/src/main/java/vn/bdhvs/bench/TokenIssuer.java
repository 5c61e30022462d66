package vn.bdhvs.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The issuer of the embedded platform, in a process of its own. */
final class TokenIssuer implements AutoCloseable {

    private static final String NO_DASHBOARD = "http://127.0.0.1:1";

    private final String uri;
    private final Program program;

    private TokenIssuer(String uri, Program program) {
        this.uri = uri;
        this.program = program;
    }

    static TokenIssuer start(Programs programs) {
        int port = Programs.freePort();
        Program program = programs.ofClass(
                        "issuer",
                        "local",
                        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        "vn.bdhvs.local.issuer.Issuer",
                        programs.directory().resolve("signing-key").toString(),
                        "" + port,
                        NO_DASHBOARD)
                .awaitSaying("serving ");
        return new TokenIssuer("http://127.0.0.1:" + port, program);
    }

    String uri() {
        return uri;
    }

    /** A token of a client, by its credentials: {@code province-74} reports, {@code operations} operates. */
    String token(String client) {
        String credentials = Base64.getEncoder().encodeToString((client + ":demo").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri + "/oauth2/token"))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        return new JsonMapper()
                .readTree(Http.send(request).body())
                .required("access_token")
                .asString();
    }

    @Override
    public void close() {
        program.close();
    }
}
