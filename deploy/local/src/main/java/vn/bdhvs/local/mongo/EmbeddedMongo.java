package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final String IN_MEMORY = "--in-memory";
    /** A command waits for its commit in a thread of the server, so there are more of them than there are cores. */
    private static final int WORKERS = 64;

    private static final Duration TIDYING = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIDYING = Duration.ofMillis(500);

    private final StoreFile file;
    private final GroupCommit commits;
    private final MongoServer server;
    private final InetSocketAddress address;
    private final ScheduledExecutorService tidying;

    private EmbeddedMongo(StoreFile file, int port, Duration tidyingPeriod) {
        this.file = file;
        CommitGate gate = new CommitGate();
        this.commits = new GroupCommit(new StoreBackend(file.store(), gate), gate, file::commit);
        this.server = new MongoServer(commits);
        server.bind(new InetSocketAddress("127.0.0.1", port), 1, WORKERS);
        this.address = server.getLocalAddress();
        this.tidying = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "document-store-tidying");
            thread.setDaemon(true);
            return thread;
        });
        long period = tidyingPeriod.toMillis();
        tidying.scheduleWithFixedDelay(this::tidy, period, period, TimeUnit.MILLISECONDS);
    }

    private void tidy() {
        long begin = System.nanoTime();
        AtomicBoolean untidy = new AtomicBoolean(true);
        while (untidy.get() && System.nanoTime() - begin < LONGEST_TIDYING.toNanos()) {
            commits.alone(() -> untidy.set(file.tidy()));
        }
    }

    /** Starts with the data in a directory, which is made if need be. Port 0 takes any free one. */
    public static EmbeddedMongo start(Path directory, int port) {
        return start(directory, port, TIDYING);
    }

    private static EmbeddedMongo start(Path directory, int port, Duration tidyingPeriod) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(directory.resolve(FILE).toString(), port, tidyingPeriod);
    }

    /** Starts with no data, which are gone at the end. */
    public static EmbeddedMongo inMemory(int port) {
        return open(null, port, TIDYING);
    }

    private static EmbeddedMongo open(@Nullable String name, int port, Duration tidyingPeriod) {
        StoreFile file = new StoreFile(name, StoreFile.RETENTION);
        try {
            return new EmbeddedMongo(file, port, tidyingPeriod);
        } catch (RuntimeException e) {
            file.abandon();
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
        tidying.shutdownNow();
        server.shutdownNow();
        if (commits.hasFailed()) {
            file.abandon();
        } else {
            commits.alone(file::close);
        }
    }

    /**
     * Serves a directory, or what is kept in memory only, on a port until the process ends:
     * {@code EmbeddedMongo DIRECTORY|--in-memory PORT [TIDYING-MILLIS]}.
     */
    public static void main(String... arguments) {
        Duration tidyingPeriod = arguments.length > 2 ? Duration.ofMillis(Long.parseLong(arguments[2])) : TIDYING;
        int port = Integer.parseInt(arguments[1]);
        EmbeddedMongo mongo = arguments[0].equals(IN_MEMORY)
                ? open(null, port, tidyingPeriod)
                : start(Path.of(arguments[0]), port, tidyingPeriod);
        Runtime.getRuntime().addShutdownHook(new Thread(mongo::close));
        System.out.println("serving " + mongo.uri(""));
    }
}
