package vn.bdhvs.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Stands in for a service: listens where it is told to, is ready, prints what it is sent. */
final class FakeService {

    private FakeService() {}

    public static void main(String... arguments) throws IOException {
        if (System.getenv("FAKE_SERVICE_DIES") != null) {
            System.out.println("I cannot start");
            System.exit(3);
        }
        System.out.println("environment " + System.getenv());
        HttpServer management = server("MANAGEMENT_SERVER_PORT");
        management.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        management.start();
        HttpServer server = server("SERVER_PORT");
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            System.out.println("%s %s %s %s"
                    .formatted(
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            body));
            boolean batch = exchange.getRequestURI().getPath().endsWith("/batch");
            byte[] answer = (batch ? "{\"rows\":[],\"accepted\":0}" : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(batch ? 200 : 201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    private static HttpServer server(String port) throws IOException {
        int number = Integer.parseInt(System.getenv(port));
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), number), 0);
    }

    /** Puts jars where a build of the project puts those of the services. */
    static void install(Path project) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String classFile = FakeService.class.getName().replace('.', '/') + ".class";
        for (String module : new String[] {"registration-service", "session-service", "analytics-service"}) {
            Path target = Files.createDirectories(project.resolve(module).resolve("target"));
            Path jar = target.resolve(module + "-1.0.0-SNAPSHOT-exec.jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                    var code = FakeService.class.getClassLoader().getResourceAsStream(classFile)) {
                out.putNextEntry(new JarEntry(classFile));
                code.transferTo(out);
            }
        }
    }
}
