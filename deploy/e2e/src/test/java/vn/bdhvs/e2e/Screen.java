package vn.bdhvs.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows a live stream as a screen does, and knows the province's latest total. */
final class Screen implements AutoCloseable {

    private final AtomicLong citizens = new AtomicLong(-1);
    private final Stream<String> lines;

    /**
     * @param token of somebody who sees all of the province
     */
    Screen(String analytics, String token) {
        try {
            lines = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            analytics + "/api/v1/campaigns/" + District.CAMPAIGN + "/live?unit=74"))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread thread = new Thread(this::follow, "screen");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        JsonMapper json = new JsonMapper();
        try {
            lines.filter(line -> line.startsWith("data: ")).forEach(line -> {
                JsonNode total = json.readTree(line.substring(6)).path("total");
                if (!total.isMissingNode()) {
                    citizens.set(total.path("citizens").asLong());
                }
            });
        } catch (UncheckedIOException e) {
            // The stream has ended.
        }
    }

    /** Citizens (lượt) of the province as shown; -1 before the first frame. */
    long citizens() {
        return citizens.get();
    }

    @Override
    public void close() {
        lines.close();
    }
}
