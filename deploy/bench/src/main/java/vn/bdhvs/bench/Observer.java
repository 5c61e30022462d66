package vn.bdhvs.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of the viewers, who reads what the others only time: the totals, which must end up at what was fed. */
final class Observer implements AutoCloseable {

    private static final String EVENT = "event: ";
    private static final String DATA = "data: ";
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final Map<String, Long> totals = new ConcurrentHashMap<>();
    private final InputStream body;
    private volatile @Nullable String first;

    private Observer(InputStream body) {
        this.body = body;
    }

    static Observer start(String address, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("%s is answered with %d".formatted(address, answer.statusCode()));
            }
            Observer observer = new Observer(answer.body());
            Thread thread = new Thread(observer::read, "observer");
            thread.setDaemon(true);
            thread.start();
            return observer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        JsonMapper json = new JsonMapper();
        try (Stream<String> lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)).lines()) {
            lines.forEach(line -> {
                if (line.startsWith(EVENT) && first == null) {
                    first = line.substring(EVENT.length());
                } else if (line.startsWith(DATA)) {
                    take(json.readTree(line.substring(DATA.length())).path("total"));
                }
            });
        } catch (UncheckedIOException closed) {
            return;
        }
    }

    private void take(JsonNode total) {
        total.propertyStream()
                .filter(measure -> measure.getValue().isNumber())
                .forEach(measure ->
                        totals.put(measure.getKey(), measure.getValue().asLong()));
    }

    /**
     * Checks what has come.
     *
     * @throws WrongCount if it did not begin with a snapshot or does not get to these totals
     */
    void require(Map<String, Long> fed) {
        if (!"snapshot".equals(first)) {
            throw new WrongCount("the stream began with " + first);
        }
        long end = System.nanoTime() + WITHIN.toNanos();
        while (!seen(fed).equals(fed)) {
            if (System.nanoTime() > end) {
                throw new WrongCount("the stream came to %s, and %s was fed".formatted(seen(fed), fed));
            }
            Program.pause(Duration.ofMillis(100));
        }
    }

    private Map<String, Long> seen(Map<String, Long> fed) {
        Map<String, Long> seen = new HashMap<>(totals);
        seen.keySet().retainAll(fed.keySet());
        return seen;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
