package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers nothing that a kill -9 could take back: a command is answered when the store has been committed with all it
 * has written or seen. Commands that wait at the same time share one commit, made by the first of them.
 */
final class GroupCommit implements MongoBackend {

    /** Commands about the connection and the server, which have nothing to do with data. */
    private static final Set<String> GREETINGS = Set.of("hello", "ismaster", "buildinfo", "endsessions", "whatsmyuri");

    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "count",
            "distinct",
            "ping",
            "serverstatus",
            "killcursors",
            "listcollections",
            "listindexes",
            "listdatabases",
            "dbstats",
            "collstats",
            "validate");

    /** Made of many writes, each of which passes the gate by itself. */
    private static final Set<String> BIT_BY_BIT = Set.of("insert", "update", "delete");

    private final MongoBackend backend;
    private final CommitGate gate;
    private final Runnable commit;
    private final ReentrantLock committing = new ReentrantLock();
    private volatile long committed;
    private volatile @Nullable RuntimeException failure;

    GroupCommit(MongoBackend backend, CommitGate gate, Runnable commit) {
        this.backend = backend;
        this.gate = gate;
        this.commit = commit;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document query = message.getDocument();
        String command = query.keySet().iterator().next();
        return handleCommand(message.getChannel(), message.getDatabaseName(), command, query);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        if (GREETINGS.contains(command.toLowerCase(Locale.ROOT))) {
            return greet(channel, database, command, query);
        }
        boolean passesByItself = isRead(command, query) || BIT_BY_BIT.contains(command.toLowerCase(Locale.ROOT));
        Document reply = passesByItself
                ? backend.handleCommand(channel, database, command, query)
                : gate.pass(() -> backend.handleCommand(channel, database, command, query));
        settle(gate.begun());
        return reply;
    }

    /** Knows the newer greeting too, which health checks use. */
    private Document greet(Channel channel, String database, String command, Document query) {
        boolean hello = command.equalsIgnoreCase("hello");
        Document reply = backend.handleCommand(channel, database, hello ? "ismaster" : command, query);
        return hello ? reply.append("isWritablePrimary", Boolean.TRUE) : reply;
    }

    private static boolean isRead(String command, Document query) {
        if (command.equalsIgnoreCase("aggregate")) {
            return query.get("pipeline") instanceof Collection<?> stages
                    && stages.stream()
                            .noneMatch(stage -> stage instanceof Document document
                                    && (document.containsKey("$out") || document.containsKey("$merge")));
        }
        return READS.contains(command.toLowerCase(Locale.ROOT));
    }

    /** Returns when all that was begun up to this write has been committed. */
    private void settle(long write) {
        if (committed >= write) {
            return;
        }
        committing.lock();
        try {
            if (committed < write) {
                alone(commit);
            }
        } finally {
            committing.unlock();
        }
    }

    /** Does something to the store between two writes. After a failure nothing is answered but that failure. */
    void alone(Runnable work) {
        gate.shut(() -> {
            if (failure != null) {
                return;
            }
            try {
                work.run();
                committed = gate.begun();
            } catch (RuntimeException e) {
                failure = e;
            }
        });
        RuntimeException cause = failure;
        if (cause != null) {
            throw new MongoServerError(91, "ShutdownInProgress", "the store cannot be written", cause);
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        QueryResult result = backend.handleQuery(query);
        settle(gate.begun());
        return result;
    }

    @Override
    public void dropDatabase(String database) {
        alone(() -> {
            backend.dropDatabase(database);
            commit.run();
        });
    }

    @Override
    public void handleClose(Channel channel) {
        backend.handleClose(channel);
    }

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        return backend.getCurrentOperations(query);
    }

    @Override
    public Document getServerStatus() {
        return backend.getServerStatus();
    }

    @Override
    public void closeCursors(List<Long> cursorIds) {
        backend.closeCursors(cursorIds);
    }

    @Override
    public Clock getClock() {
        return backend.getClock();
    }

    @Override
    public void enableOplog() {
        throw new UnsupportedOperationException("no change streams here");
    }

    @Override
    public void disableOplog() {
        backend.disableOplog();
    }

    @Override
    public MongoDatabase resolveDatabase(String database) {
        return backend.resolveDatabase(database);
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        backend.version(version);
        return this;
    }

    @Override
    public void close() {
        backend.close();
    }
}
