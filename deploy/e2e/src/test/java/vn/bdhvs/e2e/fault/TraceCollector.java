package vn.bdhvs.e2e.fault;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes what services export by the OpenTelemetry Protocol over HTTP, and remembers every span. */
final class TraceCollector implements AutoCloseable {

    private final List<Collected> spans = new CopyOnWriteArrayList<>();
    private final List<String> exported = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /**
     * A span.
     *
     * @param parent empty if it is the first of its trace
     * @param links traces that it is linked with
     */
    record Collected(
            String service, String trace, String span, String parent, String name, List<String> links, long nanos) {}

    TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                byte[] bytes = body.readAllBytes();
                exported.add(new String(bytes, StandardCharsets.UTF_8));
                collect(ExportTraceServiceRequest.parseFrom(bytes));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    private void collect(ExportTraceServiceRequest request) {
        request.getResourceSpansList().forEach(ofService -> {
            String service = ofService.getResource().getAttributesList().stream()
                    .filter(attribute -> attribute.getKey().equals("service.name"))
                    .map(attribute -> attribute.getValue().getStringValue())
                    .findFirst()
                    .orElse("");
            ofService.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .map(span -> new Collected(
                            service,
                            hex(span.getTraceId().toByteArray()),
                            hex(span.getSpanId().toByteArray()),
                            hex(span.getParentSpanId().toByteArray()),
                            span.getName(),
                            span.getLinksList().stream()
                                    .map(link -> hex(link.getTraceId().toByteArray()))
                                    .toList(),
                            span.getEndTimeUnixNano() - span.getStartTimeUnixNano()))
                    .forEach(spans::add);
        });
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Each export so far as it came, whatever its fields; the texts in it can be read. */
    List<String> exported() {
        return List.copyOf(exported);
    }

    /** What services are to be started with, to be traced here whatever they do. */
    String[] arguments() {
        return new String[] {
            "--management.tracing.sampling.probability=1.0",
            "--management.opentelemetry.tracing.export.otlp.endpoint=" + url()
        };
    }

    /** All spans so far. */
    List<Collected> spans() {
        return List.copyOf(spans);
    }

    /** The spans of one trace so far. */
    List<Collected> trace(String id) {
        return spans.stream().filter(span -> span.trace().equals(id)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
