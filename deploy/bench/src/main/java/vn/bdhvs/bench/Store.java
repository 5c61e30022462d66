package vn.bdhvs.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;

/** A document store of one contender's own, in a process of its own, empty at first. */
final class Store implements AutoCloseable {

    private static final String TYPE = "vn.bdhvs.local.mongo.EmbeddedMongo";

    private final int port;
    private final Program program;
    private final MongoClient client;

    private Store(int port, Program program) {
        this.port = port;
        this.program = program;
        this.client = MongoClients.create(uri(""));
    }

    /**
     * Starts one.
     *
     * @param place {@code --in-memory}, or the directory of its file
     */
    static Store start(Programs programs, String name, String place, int heapMiB) {
        int port = Programs.freePort();
        Program program = programs.ofClass(
                        name, "local", List.of("-Xmx" + heapMiB + "m", "-XX:+UseParallelGC"), TYPE, place, "" + port)
                .awaitSaying("serving ");
        return new Store(port, program);
    }

    String uri(String database) {
        return "mongodb://127.0.0.1:%d/%s".formatted(port, database);
    }

    Program program() {
        return program;
    }

    MongoClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        program.close();
    }
}
