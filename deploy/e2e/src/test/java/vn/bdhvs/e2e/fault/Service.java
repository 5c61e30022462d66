package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service of the project, whose document store it reaches through a proxy of its own. */
final class Service extends Part {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final int port;
    private final int managementPort;
    private final MongoProxy store;
    private final Runnable beforeStart;

    Service(
            String name,
            Path log,
            ClassArchive classes,
            List<String> command,
            Map<String, String> environment,
            int port,
            int managementPort,
            MongoProxy store) {
        super(name, log, command, environment);
        this.port = port;
        this.managementPort = managementPort;
        this.store = store;
        this.beforeStart = () -> classes.make(command, environment);
    }

    @Override
    void start(String... arguments) {
        beforeStart.run();
        super.start(arguments);
    }

    /** Where it is called, without a path. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Where its actuator is. */
    String management() {
        return "http://127.0.0.1:" + managementPort;
    }

    /** Between it and its document store. */
    MongoProxy store() {
        return store;
    }

    @Override
    boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(management() + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        super.close();
        store.close();
    }
}
