package vn.bdhvs.local.mongo;

import java.time.Duration;
import java.util.Objects;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The store's file, such that a kill at any moment leaves the last complete commit.
 *
 * <p>The store alone does not promise that. It finds its last commit by following a chain from the file's header, or from
 * the end of the file, and renews the header only every twentieth commit or so; a commit that is killed after it has
 * written over a dead link of that chain takes all commits behind the link with it. So freed room is kept for a while,
 * and is only used while the start of the chain is younger than half of that; otherwise a commit goes to the end of the
 * file, where it is a start itself.
 *
 * <p>One caller at a time.
 */
final class StoreFile implements AutoCloseable {

    /** How long freed room is kept, usually: at full load it makes the file some hundred MB larger. */
    static final Duration RETENTION = Duration.ofSeconds(20);

    /** The part of the heap that pages are kept in, of which a cache of fixed size left a small store too little. */
    private static final int CACHE_SHARE = 8;

    private static final int FILLED_PERCENT = 50;
    private static final int REWRITTEN_BYTES = 1 << 20;

    private final MVStore store;
    private final long youngNanos;
    private @Nullable Long chainStart;

    /** Opens a file of that name, or none at all to keep everything in memory. */
    StoreFile(@Nullable String name, Duration retention) {
        // A commit in the middle of a write would part documents from their indexes: only our caller says when.
        MVStore.Builder builder = new MVStore.Builder()
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize((int) (Runtime.getRuntime().maxMemory() / CACHE_SHARE >> 20));
        store = (name == null ? builder : builder.fileName(name)).open();
        store.setAutoCommitDelay(0);
        store.setVersionsToKeep(0);
        store.setRetentionTime((int) retention.toMillis());
        youngNanos = retention.dividedBy(2).toNanos();
    }

    MVStore store() {
        return store;
    }

    void commit() {
        if (!store.isPersistent()) {
            store.commit();
            return;
        }
        store.setReuseSpace(chainIsYoung());
        Object header = header();
        long end = store.getFileStore().size();
        store.commit();
        if (!Objects.equals(header, header()) || store.getFileStore().size() > end) {
            chainStart = System.nanoTime();
        }
    }

    private @Nullable Object header() {
        return store.getStoreHeader().get("version");
    }

    private boolean chainIsYoung() {
        return chainStart != null && System.nanoTime() - chainStart < youngNanos;
    }

    /** Rewrites some chunks that are mostly dead, because one live page keeps a whole chunk; says if it did. */
    boolean tidy() {
        commit();
        if (!store.isPersistent() || !chainIsYoung()) {
            return false;
        }
        store.setReuseSpace(true);
        return store.compact(FILLED_PERCENT, REWRITTEN_BYTES);
    }

    @Override
    public void close() {
        if (!store.isClosed()) {
            commit();
        }
        store.close();
    }

    /** Gives the file up as it is. */
    void abandon() {
        store.closeImmediately();
    }
}
