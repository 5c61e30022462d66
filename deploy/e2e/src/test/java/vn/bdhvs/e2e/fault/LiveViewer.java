package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who looks at the province live and comes back by themselves when a stream ends, as browsers do. */
final class LiveViewer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Supplier<String> address;
    private final Supplier<String> token;
    private final AtomicLong assists = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread thread = new Thread(this::look, "viewer");
    private volatile boolean closed;

    /**
     * Begins to look.
     *
     * @param address of an instance, asked for at each connection
     */
    LiveViewer(Supplier<String> address, Supplier<String> token) {
        this.address = address;
        this.token = token;
        thread.setDaemon(true);
        thread.start();
    }

    /** The total of reports of help that was shown last. */
    long assists() {
        return assists.get();
    }

    /** How many streams there were. */
    int connections() {
        return connections.get();
    }

    private void look() {
        while (!closed) {
            try (Stream<String> lines =
                    http.send(request(), HttpResponse.BodyHandlers.ofLines()).body()) {
                connections.incrementAndGet();
                lines.filter(line -> line.startsWith("data:")).forEach(line -> show(line.substring("data:".length())));
            } catch (IOException | RuntimeException e) {
                // It ended, or nobody answers there.
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(address.get() + "/api/v1/campaigns/" + Facts.CAMPAIGN + "/live"))
                .header("Authorization", "Bearer " + token.get())
                .build();
    }

    private void show(String data) {
        JsonNode total = JSON.readTree(data).at("/total/assists");
        if (total.isNumber()) {
            assists.set(total.asLong());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
