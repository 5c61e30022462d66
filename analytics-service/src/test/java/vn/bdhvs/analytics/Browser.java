package vn.bdhvs.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser with its cookies, which follows no redirect by itself. */
public final class Browser {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String base;

    public Browser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Opens the page as somebody who then gives the right name and password to the issuer. */
    public static Browser loggedIn(int port, String user) {
        Browser browser = new Browser(port);
        browser.logIn("/", user);
        return browser;
    }

    /**
     * Goes to a page, by the issuer.
     *
     * @return where it ends
     */
    public String logIn(String page, String user) {
        String login = location(open(page));
        String issuer = location(open(login));
        String back = location(get(URI.create(issuer + "&user=" + user), "text/html"));
        return location(get(URI.create(back), "text/html"));
    }

    /** Opens a page as somebody who types its address. */
    public HttpResponse<String> open(String path) {
        return get(URI.create(base).resolve(path), "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    /** Asks as the page's scripts do. */
    public HttpResponse<String> get(String path) {
        return get(URI.create(base + path), "application/json");
    }

    public JsonNode json(String path) {
        return new JsonMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(URI address, String accept) {
        return send(HttpRequest.newBuilder(address).header("Accept", accept).build());
    }

    /** Posts JSON with these headers, in turn names and values. */
    public HttpResponse<String> post(String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Posts a form of one field. */
    public HttpResponse<String> submit(String path, String field, String value) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .build());
    }

    /** The session's cookie as it would be sent. */
    public String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("SESSION"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** Comes by a session as an attacker's page may have left it. */
    public void bring(String session) {
        HttpCookie cookie = new HttpCookie("SESSION", session);
        cookie.setPath("/");
        cookie.setDomain("127.0.0.1");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(base), cookie);
    }

    public static String location(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.uri() + ": " + answer.statusCode() + " " + answer.body()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
