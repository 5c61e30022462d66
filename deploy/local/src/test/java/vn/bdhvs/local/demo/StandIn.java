package vn.bdhvs.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Stands in for the services and the issuer: answers as they promise to, and remembers what it was sent. */
final class StandIn implements AutoCloseable {

    /** A request that was answered. */
    record Request(String path, String client, String contentType, String key, String body, int status) {

        boolean isBatch() {
            return path.endsWith("/batch");
        }
    }

    static {
        // Or each answer waits 40 ms for the client to acknowledge its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Set<String> references = ConcurrentHashMap.newKeySet();
    private final Function<String, Integer> failure;

    /** @param failure by the path of a request, the status to answer with; 0 to take it */
    StandIn(Function<String, Integer> failure) throws IOException {
        this.failure = failure;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, 200, "{\"token_endpoint\":\"" + uri() + "/oauth2/token\"}"));
        server.createContext("/oauth2/token", this::token);
        server.createContext("/api/v1/", this::report);
        server.setExecutor(threads);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void token(HttpExchange exchange) throws IOException {
        String basic = exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
        String client = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":")[0];
        answer(exchange, 200, "{\"access_token\":\"of-%s\"}".formatted(client));
    }

    private void report(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        int status = failure.apply(path);
        String text = "{\"title\":\"not today\"}";
        if (status == 0) {
            String before = bodies.putIfAbsent(key, body);
            status = path.endsWith("/batch") ? 200 : 201;
            if (before != null && before.equals(body)) {
                exchange.getResponseHeaders().set("Idempotency-Replayed", "true");
            } else if (before != null) {
                status = 422;
            }
            text = path.endsWith("/batch") ? rows(body) : "{}";
        }
        requests.add(new Request(
                path,
                exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer of-".length()),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                key,
                body,
                status));
        answer(exchange, status, text);
    }

    private String rows(String body) {
        List<String> rows = new ArrayList<>();
        int accepted = 0;
        for (String line : body.lines().toList()) {
            boolean isNew = references.add(line);
            accepted += isNew ? 1 : 0;
            rows.add("{\"row\":%d,\"status\":\"%s\"}".formatted(rows.size() + 1, isNew ? "accepted" : "repeated"));
        }
        return "{\"rows\":[%s],\"accepted\":%d,\"repeated\":%d,\"rejected\":0}"
                .formatted(String.join(",", rows), accepted, rows.size() - accepted);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
