package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A server for the MongoDB wire protocol in this process, on the loopback interface only. It needs no installation and
 * is not MongoDB: no transactions, change streams, pipeline updates or expiry.
 *
 * <p>With a directory its data survive a restart and a kill -9 of the process: what has been answered has been written
 * to the file. It is not forced to the disk itself, so a loss of power may take the last seconds. Without a directory
 * everything is kept in memory.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final String FILE = "documents.mv";
    /** A command waits for its commit in a thread of the server, so there are more of them than there are cores. */
    private static final int WORKERS = 64;

    private static final int CACHE_MIB = 48;

    private final MVStore store;
    private final MongoServer server;
    private final InetSocketAddress address;

    private EmbeddedMongo(MVStore store, int port) {
        this.store = store;
        this.server = new MongoServer(new GroupCommit(new StoreBackend(store), store::commit));
        server.bind(new InetSocketAddress("127.0.0.1", port), 1, WORKERS);
        this.address = server.getLocalAddress();
    }

    /** Starts with the data in a directory, which is made if need be. Port 0 takes any free one. */
    public static EmbeddedMongo start(Path directory, int port) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(directory.resolve(FILE), port);
    }

    /** Starts with no data, which are gone at the end. */
    public static EmbeddedMongo inMemory(int port) {
        return open(null, port);
    }

    private static EmbeddedMongo open(@Nullable Path file, int port) {
        // A commit in the middle of a write would part documents from their indexes: we alone say when.
        MVStore.Builder builder = new MVStore.Builder()
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MIB);
        MVStore store = (file == null ? builder : builder.fileName(file.toString())).open();
        store.setAutoCommitDelay(0);
        store.setVersionsToKeep(0);
        store.setRetentionTime(0);
        try {
            return new EmbeddedMongo(store, port);
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    public int port() {
        return address.getPort();
    }

    /** The connection string of a database. */
    public String uri(String database) {
        return "mongodb://127.0.0.1:%d/%s".formatted(port(), database);
    }

    @Override
    public void close() {
        server.shutdownNow();
        store.close();
    }

    /** Serves a directory on a port until the process ends: {@code EmbeddedMongo DIRECTORY PORT}. */
    public static void main(String... arguments) {
        EmbeddedMongo mongo = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(mongo::close));
        System.out.println("serving " + mongo.uri(""));
    }
}
