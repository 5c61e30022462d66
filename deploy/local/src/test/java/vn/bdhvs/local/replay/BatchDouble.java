package vn.bdhvs.local.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The issuer and the batch resources of the services, as far as their contract goes, and what goes wrong with them. */
final class BatchDouble implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What goes wrong with one request. */
    enum Fault {
        NONE,
        UNAVAILABLE,
        TOKEN_EXPIRED,
        /** Half of the rows are written, and the connection ends without an answer. */
        CONNECTION_LOST,
        /** All of the rows are written, and the connection ends within the answer. */
        ANSWER_TORN,
        /** Half of the rows are written, the others are answered to be tried again. */
        HALF_DONE,
        TOO_LARGE,
        FORBIDDEN
    }

    private final HttpServer server;
    private final Map<String, JsonNode> written = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private Function<JsonNode, String> refuses = row -> "";
    private int tokens;

    BatchDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/realms/campaign/.well-known/openid-configuration",
                exchange -> answer(exchange, 200, "{\"token_endpoint\":\"" + uri() + "/given/here\"}"));
        server.createContext("/given/here", this::token);
        server.createContext("/api/v1/", this::batch);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** An issuer with a path, which gives its tokens elsewhere. */
    String issuer() {
        return uri() + "/realms/campaign";
    }

    /** The next requests meet these, one each; those after them meet none. */
    void faults(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Refuses rows for which a field is named. */
    void refuse(Function<JsonNode, String> wrongField) {
        refuses = wrongField;
    }

    /** The rows that have been written, by client reference, in order. */
    Map<String, JsonNode> written() {
        return written;
    }

    List<String> requests() {
        return requests;
    }

    int tokens() {
        return tokens;
    }

    private void token(HttpExchange exchange) throws IOException {
        tokens++;
        String basic = exchange.getRequestHeaders().getFirst("Authorization");
        boolean known = basic.equals("Basic cHJvdmluY2UtNzQ6ZGVtbw=="); // province-74:demo
        answer(exchange, known ? 200 : 401, known ? "{\"access_token\":\"t" + tokens + "\"}" : "{}");
    }

    private synchronized void batch(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        List<String> lines;
        try (GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            lines = new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        boolean dryRun = String.valueOf(exchange.getRequestURI().getQuery()).equals("dryRun=true");
        switch (faults.isEmpty() ? Fault.NONE : faults.remove()) {
            case NONE -> answer(exchange, 200, judge(lines, lines.size(), dryRun));
            case UNAVAILABLE -> {
                exchange.getResponseHeaders().add("Retry-After", "0");
                answer(exchange, 503, "{\"title\":\"the outbox is full\"}");
            }
            case TOKEN_EXPIRED -> answer(exchange, 401, "");
            case CONNECTION_LOST -> {
                judge(lines.subList(0, lines.size() / 2), lines.size(), dryRun);
                exchange.close();
            }
            case ANSWER_TORN -> {
                byte[] answer = judge(lines, lines.size(), dryRun).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer, 0, answer.length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case HALF_DONE -> answer(exchange, 200, judge(lines, lines.size() / 2, dryRun));
            case TOO_LARGE -> answer(exchange, 413, "{\"title\":\"too large\",\"detail\":\"at most 3 rows\"}");
            case FORBIDDEN -> answer(exchange, 403, "{\"title\":\"forbidden\",\"detail\":\"not an emitter\"}");
        }
    }

    private String judge(List<String> lines, int decided, boolean dryRun) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode rows = answer.putArray("rows");
        for (int i = 0; i < lines.size(); i++) {
            JsonNode row = JSON.readTree(lines.get(i));
            String reference = row.path("clientReference").stringValue();
            ObjectNode result = rows.addObject().put("row", i + 1);
            JsonNode before = written.get(reference);
            String wrong = refuses.apply(row);
            if (i >= decided) {
                reject(result, 503, "unavailable", "", "try again");
            } else if (!wrong.isEmpty()) {
                reject(result, 400, "invalid-request", wrong, "'%s' is not known".formatted(wrong));
            } else if (before == null) {
                result.put("status", "accepted").put("id", "id-" + reference);
                if (!dryRun) {
                    written.put(reference, row);
                }
            } else if (before.equals(row)) {
                result.put("status", "repeated").put("id", "id-" + reference);
            } else {
                reject(result, 409, "client-reference-taken", "", "the reference is taken");
            }
        }
        return answer.toString();
    }

    private static void reject(ObjectNode result, int status, String type, String field, String detail) {
        ObjectNode problem = result.put("status", "rejected").putObject("problem");
        problem.put("type", "urn:bdhvs:problem:" + type).put("status", status).put("detail", detail);
        ArrayNode errors = problem.putArray("errors");
        if (!field.isEmpty()) {
            errors.addObject().put("field", field).put("reason", "unknown-code").put("detail", detail);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
