package vn.bdhvs.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.local.TestPlatform;

/** A viewer that reads a live stream line by line, as a browser does. */
public final class LiveStream implements AutoCloseable {

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<Event> overviews = new CopyOnWriteArrayList<>();
    private final Stream<String> lines;
    private volatile boolean ended;
    private volatile int retryMillis;

    /** A server-sent event with its data. */
    public record Event(String name, JsonNode data) {}

    /** Opened by a leader, who sees every unit. */
    public LiveStream(int port, String unit) {
        this(port, unit, "Authorization", "Bearer " + TestPlatform.token("leader"));
    }

    /** Opened by whoever sends this header. */
    public LiveStream(int port, String unit, String header, String value) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/campaigns/%s/live?unit=%s"
                        .formatted(port, SentEvents.CAMPAIGN, unit)))
                .header("Accept", "text/event-stream")
                .header(header, value)
                .build();
        try {
            lines = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread reader = new Thread(this::read, "viewer-" + unit);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        JsonMapper json = new JsonMapper();
        String[] name = {""};
        try {
            lines.forEach(line -> {
                if (line.startsWith("retry: ")) {
                    retryMillis = Integer.parseInt(line.substring(7));
                } else if (line.startsWith("event: ")) {
                    name[0] = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    Event event = new Event(name[0], json.readTree(line.substring(6)));
                    (event.name().equals("overview") ? overviews : events).add(event);
                }
            });
        } catch (UncheckedIOException e) {
            // The viewer has gone.
        }
        ended = true;
    }

    /** Whether the service has ended it. */
    public boolean hasEnded() {
        return ended;
    }

    /** After which time it was told to come back; 0 if it was not. */
    public int retryMillis() {
        return retryMillis;
    }

    /** All but the overviews. */
    public List<Event> events() {
        return events;
    }

    /** The newest overview; null before the first. */
    public @Nullable JsonNode overview() {
        return overviews.isEmpty() ? null : overviews.get(overviews.size() - 1).data();
    }

    /** What a screen shows for a unit's row or, where the unit is the scope, for the total: the newest value seen. */
    public long shown(String unit, String measure) {
        long version = -1;
        long value = 0;
        for (Event event : events) {
            for (JsonNode row : rows(event.data())) {
                if (row.path("unit").asString().equals(unit) && row.path("v").asLong() > version) {
                    version = row.path("v").asLong();
                    value = row.path(measure).asLong();
                }
            }
        }
        return value;
    }

    /** The total as a screen holds it: the last one told; null before the first. */
    public @Nullable JsonNode total() {
        JsonNode total = null;
        for (Event event : events) {
            total = event.data().has("total") ? event.data().path("total") : total;
        }
        return total;
    }

    /** Rows as a screen holds them, by the unit's code and first day: of the last snapshot, and what was told since. */
    public Map<String, JsonNode> rows() {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (Event event : events) {
            if (event.name().equals("snapshot")) {
                rows.clear();
            }
            event.data()
                    .path("rows")
                    .forEach(row -> rows.put(
                            row.path("unit").asString() + "@"
                                    + row.path("validFrom").asString(),
                            row));
        }
        return rows;
    }

    private static List<JsonNode> rows(JsonNode data) {
        return Stream.concat(Stream.of(data.path("total")), data.path("rows").valueStream())
                .toList();
    }

    @Override
    public void close() {
        lines.close();
    }
}
